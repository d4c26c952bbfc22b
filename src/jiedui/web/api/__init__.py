"""The API (接口): JSON for programs — ledgers, figures, import, extract, check — under the permissions of a token's user."""
