"""Which procedures may be one: same names, names that differ in the level alone, same papers and results; not those of other acts."""

import pytest

from motcua.catalogue.duplicates import Compared, duplicates, pair_key

PAPERS = ("Tờ khai", "Ảnh thẻ", "Bản sao giấy khai sinh")


def found(*names, papers=PAPERS, results=("KQ.1",)):
    return duplicates([Compared(str(at), name, papers, results) for at, name in enumerate(names)])


def test_the_same_name_is_the_likeliest_whatever_its_case_and_opening_word():
    (pair,) = found("Thủ tục gia hạn nộp thuế", "Gia hạn nộp thuế.")
    assert (pair.codes, str(pair.why), pair.score) == (("0", "1"), "Cùng tên", 1.0)


def test_names_that_differ_in_the_level_alone_are_told_apart_as_such():
    (pair,) = found("Cấp thẻ nuôi ong (thực hiện tại cấp tỉnh)", "Cấp thẻ nuôi ong (thực hiện tại cấp xã)")
    assert str(pair.why) == "Tên chỉ khác cấp thực hiện"
    assert pair.score < 1


def test_near_names_with_the_same_papers_may_be_one():
    (pair,) = found("Cấp giấy phép vận chuyển hàng hóa nguy hiểm", "Cấp giấy phép vận chuyển hàng hóa rất nguy hiểm")
    assert "giấy tờ giống nhau" in str(pair.why)


@pytest.mark.parametrize(
    "one, other",
    [
        ("Cấp giấy phép nuôi ong lấy mật", "Cấp lại giấy phép nuôi ong lấy mật"),
        ("Đăng ký khai sinh ở nhà", "Đăng ký khai tử ở nhà"),
        ("Đăng ký kết hôn", "Đăng ký kết hôn có yếu tố nước ngoài"),
    ],
)
def test_another_act_is_another_procedure(one, other):
    assert found(one, other) == []


def test_equal_papers_alone_say_nothing_when_they_are_few_or_results_differ():
    assert found("Nuôi ong", "Làm gốm", papers=("Tờ khai",)) == []
    different = [Compared("a", "Nuôi ong", PAPERS, ("KQ.1",)), Compared("b", "Làm gốm", PAPERS, ("KQ.2",))]
    assert duplicates(different) == []
    assert [str(pair.why) for pair in found("Nuôi ong", "Làm gốm")] == ["Cùng thành phần hồ sơ và cùng kết quả"]


def test_a_pair_has_one_key_whichever_is_named_first():
    assert pair_key(("2.1", "1.9")) == pair_key(("1.9", "2.1")) == "1.9 2.1"


def test_no_procedures_make_no_pairs():
    assert duplicates([]) == []
    assert found("Một mình") == []
