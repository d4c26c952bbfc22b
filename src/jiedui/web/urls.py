"""Every address of the site, by page; the account pages are those of allauth that we use, and no others."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from jiedui.web.api.main import api
from jiedui.web.pages import (
    batches,
    draws,
    figures,
    home,
    pair,
    papers,
    plan,
    postings,
    preferences,
    renewal,
    renewal_series,
    setup,
    tokens,
    transfer,
)
from jiedui.web.pages.admin import office, users
from jiedui.web.pages.check import corrections, deeds, editor, show, start
from jiedui.web.pages.imports import jobs, sheets, wizard
from jiedui.web.pages.ledgers import bulk, entry, form, index, listed, uploads

ACCOUNTS = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/second/", mfa.authenticate, name="mfa_authenticate"),
    path("accounts/second/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/second/overview/", mfa.index, name="mfa_index"),
    path("accounts/second/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("accounts/second/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/second/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/second/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/second/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

ADMINISTRATION = [
    path("admin/", office.overview, name="admin"),
    path("admin/catalog/", office.catalog, name="admin-catalog"),
    path("admin/verify/", office.verify_start, name="admin-verify-start"),
    path("admin/verify/<str:name>/", office.verify_run, name="admin-verify"),
    path("admin/backup/", office.backup, name="admin-backup"),
    path("admin/backup/file/", office.backup_file, name="admin-backup-file"),
    path("admin/users/", users.listed, name="admin-users"),
    path("admin/users/new/", users.new, name="admin-user-new"),
    path("admin/users/<int:number>/", users.one, name="admin-user"),
    path("admin/users/<int:number>/<slug:what>/", users.change, name="admin-user-change"),
]

SIGHTS = [
    path("figures/", figures.dictionary, name="figures"),
    path("figures/compare/", figures.compare, name="figures-compare"),
    path("figures/<slug:name>/", figures.one, name="figures-one"),
    path("figures/<slug:name>/records/", figures.records, name="figures-records"),
    path("pair/", pair.pair, name="pair"),
    path("pair/map/", pair.map_page, name="pair-map"),
    path("pair/map/keep/", pair.keep, name="pair-map-keep"),
    path("postings/", postings.postings, name="postings"),
    path("postings/<int:id>/", postings.one, name="postings-one"),
]

REPORTS = [
    path("reports/", papers.overview, name="reports"),
    path("reports/make/<slug:deed>/", papers.make, name="reports-make"),
    path("reports/run/<str:name>/", papers.run, name="reports-run"),
    path("reports/<int:number>/", papers.paper, name="reports-paper"),
    path("reports/<int:number>/check/", papers.check, name="reports-check"),
    path("reports/<int:number>/discard/", papers.discard, name="reports-discard"),
    path("reports/<int:number>/<slug:form>/", papers.download, name="reports-download"),
]

LEDGERS = [
    path("ledgers/", index.index, name="ledgers"),
    path("ledgers/<slug:name>/", listed.listed, name="ledgers-list"),
    path("ledgers/<slug:name>/totals/", listed.summed, name="ledgers-totals"),
    path("ledgers/<slug:name>/suggestions/", index.suggestions, name="ledgers-suggestions"),
    path("ledgers/<slug:name>/export/<slug:form>/", listed.export, name="ledgers-export"),
    path("ledgers/<slug:name>/template/", listed.template, name="ledgers-template"),
    path("ledgers/<slug:name>/bulk/", bulk.bulk, name="ledgers-bulk"),
    path("ledgers/<slug:name>/new/", form.new, name="ledgers-new"),
    path("ledgers/<slug:name>/<int:id>/", entry.entry, name="ledgers-entry"),
    path("ledgers/<slug:name>/<int:id>/edit/", form.edit, name="ledgers-edit"),
    path("ledgers/<slug:name>/<int:id>/step/", entry.step, name="ledgers-step"),
    path("ledgers/<slug:name>/<int:id>/around/", entry.around, name="ledgers-around"),
    path("ledgers/<slug:name>/<int:id>/evidence/", uploads.add, name="ledgers-evidence-add"),
    path("ledgers/<slug:name>/<int:id>/evidence/<int:file>/", uploads.one, name="ledgers-evidence"),
]

CHECK = [
    path("check/", start.start, name="check"),
    path("check/corrections/", corrections.listed, name="check-corrections"),
    path("check/corrections/<int:correction>/revoke/", corrections.revoke, name="check-revoke"),
    path("check/editor/", editor.editor, name="check-editor"),
    path("check/editor/marks/", editor.marks, name="check-marks"),
    path("check/editor/save/", editor.save, name="check-save"),
    path("check/<int:number>/", show.show, name="check-show"),
    path("check/<int:number>/summary/", show.summary, name="check-summary"),
    path("check/<int:number>/scope/", show.rescope, name="check-scope"),
    path("check/<int:number>/file.<str:form>", show.download, name="check-file"),
    path("check/<int:number>/accept/", deeds.accept, name="check-accept"),
    path("check/<int:number>/undo/", deeds.undo, name="check-undo"),
    path("check/<int:number>/nothing/", deeds.nothing, name="check-nothing"),
    path("check/<int:number>/reading/", deeds.reading, name="check-reading"),
    path("check/<int:number>/delete/", start.delete, name="check-delete"),
]

IMPORTS = [
    path("imports/", jobs.listed, name="imports"),
    path("imports/new/", jobs.new, name="imports-new"),
    path("imports/readings/", sheets.readings, name="imports-readings"),
    path("imports/readings/<int:reading>/forget/", sheets.forget, name="imports-forget"),
    path("imports/<int:number>/", wizard.job, name="imports-job"),
    path("imports/<int:number>/add/", jobs.add, name="imports-add"),
    path("imports/<int:number>/piece/", jobs.piece, name="imports-piece"),
    path("imports/<int:number>/remove/", jobs.remove, name="imports-remove"),
    path("imports/<int:number>/discard/", jobs.discard, name="imports-discard"),
    path("imports/<int:number>/marked/<int:file>/", jobs.marked, name="imports-marked"),
    path("imports/<int:number>/look/", wizard.look, name="imports-look"),
    path("imports/<int:number>/sheet/<int:sheet>/", sheets.correct, name="imports-correct"),
    path("imports/<int:number>/check/", wizard.check, name="imports-check"),
    path("imports/<int:number>/write/", wizard.write, name="imports-write"),
    path("imports/<int:number>/stop/", wizard.stop, name="imports-stop"),
    path("imports/<int:number>/back/", wizard.back, name="imports-back"),
    path("imports/<int:number>/progress/", wizard.progress, name="imports-progress"),
    path("batches/", batches.listed, name="batches"),
    path("batches/<int:seq>/", batches.shown, name="batches-batch"),
    path("batches/<int:seq>/undo/", batches.undo, name="batches-undo"),
]

RENEWAL = [
    path("plan/renew/", renewal.listed, name="plan-renew"),
    path("plan/renew/make/", renewal.make, name="plan-renew-make"),
    path("plan/renew/keep/", renewal.keep, name="plan-renew-keep"),
    path("plan/renew/between/", renewal_series.make, name="plan-renew-between"),
    path("plan/renew/<int:number>/ask/", renewal_series.ask, name="plan-renew-ask"),
    path("plan/renew/series/run/<str:name>/", renewal_series.run, name="plan-renew-series-run"),
    path("plan/renew/series/<int:number>/", renewal_series.one, name="plan-renew-series"),
    path("plan/renew/series/<int:number>/discard/", renewal_series.discard, name="plan-renew-series-discard"),
    path("plan/renew/run/<str:name>/", renewal.run, name="plan-renew-run"),
    path("plan/renew/<int:number>/", renewal.one, name="plan-renew-one"),
    path("plan/renew/<int:number>/saved/<slug:form>/", renewal.saved, name="plan-renew-saved"),
    path("plan/renew/<int:number>/discard/", renewal.discard, name="plan-renew-discard"),
]

DRAWS = [
    path("plan/draws/", draws.listed, name="plan-draws"),
    path("plan/draws/begin/", draws.begin, name="plan-draws-begin"),
    path("plan/draws/<int:number>/", draws.one, name="plan-draws-one"),
    path("plan/draws/<int:number>/hall/", draws.hall, name="plan-draws-hall"),
    path("plan/draws/<int:number>/paper/<slug:what>/", draws.paper, name="plan-draws-paper"),
    path("plan/draws/<int:number>/discard/", draws.discard, name="plan-draws-discard"),
    path("plan/draws/<int:number>/step/<slug:what>/", draws.step, name="plan-draws-step"),
    path("draw/<int:number>/", draws.mine, name="plan-draws-mine"),
    path("draw/<int:number>/witness/", draws.witness, name="plan-draws-witness"),
    path("draw/<int:number>/files/", draws.published, name="plan-draws-files"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("setup/", setup.setup, name="setup"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("tokens/", tokens.listed, name="tokens"),
    path("tokens/<int:number>/revoke/", tokens.revoke, name="tokens-revoke"),
    path("api/", api.urls),
    *SIGHTS,
    *ACCOUNTS,
    *IMPORTS,
    *ADMINISTRATION,
    *LEDGERS,
    *REPORTS,
    path("plan/grade/", plan.grading, name="plan"),
    path("plan/transfer/", transfer.planned, name="plan-transfer"),
    path("plan/transfer/<int:county>/<str:code>/", transfer.one, name="plan-transfer-one"),
    path("plan/transfer/<int:county>/<str:code>/lead/", transfer.lead, name="plan-transfer-lead"),
    *RENEWAL,
    *DRAWS,
    *CHECK,
]

handler403 = "jiedui.web.pages.errors.forbidden"
handler404 = "jiedui.web.pages.errors.missing"
handler500 = "jiedui.web.pages.errors.broken"
