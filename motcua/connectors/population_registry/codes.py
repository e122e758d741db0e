"""Codes in the registry's answers.

Ethnic groups: list of 121-TCTK/PPCĐ (1979). The other codes are unverified; an unknown one is shown as it came.
"""

SEX = {"1": "male", "2": "female"}
NATIONALITY = {"VN": "Việt Nam"}
MARITAL_STATUS = {"1": "Chưa kết hôn", "2": "Đã kết hôn", "3": "Ly hôn", "4": "Góa"}
RELATION = {"01": "Chủ hộ", "02": "Vợ", "03": "Chồng", "04": "Con", "05": "Cha", "06": "Mẹ"}
_ETHNIC_GROUPS = (
    "Kinh|Tày|Thái|Hoa|Khơ-me|Mường|Nùng|Hmông|Dao|Gia-rai|Ngái|Ê-đê|Ba-na|Xơ-đăng|Sán Chay|Cơ-ho|Chăm|Sán Dìu|Hrê|Mnông|Ra-glai|Xtiêng|"
    "Bru-Vân Kiều|Thổ|Giáy|Cơ-tu|Gié-Triêng|Mạ|Khơ-mú|Co|Tà-ôi|Chơ-ro|Kháng|Xinh-mun|Hà Nhì|Chu-ru|Lào|La Chí|La Ha|Phù Lá|La Hủ|Lự|Lô Lô|"
    "Chứt|Mảng|Pà Thẻn|Cơ Lao|Cống|Bố Y|Si La|Pu Péo|Brâu|Ơ Đu|Rơ-măm"
)
ETHNICITY = {f"{number:02d}": name for number, name in enumerate(_ETHNIC_GROUPS.split("|"), start=1)}
