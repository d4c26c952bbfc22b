"""What is offered to who writes a name that is none."""

from jiedui.figures.names import near, near_or_all

POLICIES = ("交流材料", "公开发布", "挂职总结公开")


def test_who_is_near_no_name_is_told_all_of_a_few() -> None:
    assert near_or_all("不知", POLICIES) == "交流材料、公开发布、挂职总结公开"
    assert near_or_all("公开发表", POLICIES).startswith("公开发布")
    assert near_or_all("公开发表", POLICIES) == near("公开发表", POLICIES)
    assert near_or_all("不知", ()) == "（无）"
