"""Sentences planted in the corpus, of words that are nowhere else in it, and how they are asked for.

Each is asked for as it is, inflected, with what its language writes onto a word, without accents, or in part.
"""

from typing import NamedTuple


class Planted(NamedTuple):
    """A sentence and what must find it."""

    language: str
    sentence: str
    asked: tuple[str, ...]


PLANTED = (
    Planted("en", "The lighthouses were repainted by volunteers.", ("lighthouse", "LIGHTHOUSES", '"lighthouses were"')),
    Planted("en", "A beekeeper's orchard near the windmills", ("beekeeper", "beekeepers", "windmill orchard")),
    Planted("en", "Paper ZK/CN.91/2041/CRP.7 was circulated.", ("ZK/CN.91/2041/CRP.7", "CN.91/2041", "2041/CRP.7")),
    Planted("en", "They were knitting pullovers in autumn.", ("knitted", "pullover", "knits pullovers")),
    Planted("fr", "L’éclusier répare les écluses gelées.", ("écluse", "ecluses", "éclusier", "ECLUSE gelée")),
    Planted("fr", "Les moulinières ont été brodées à l’étang.", ("brodé", "brodee", "étang", "etangs")),
    Planted("fr", "La tonnellerie d’Épernay, fermée", ("tonnellerie", "epernay", "Épernay fermées")),
    Planted("fr", "La pureté de l’orgeat : aujourd’hui la fluidité", ("purete", "l'orgeat", "fluidités")),
    Planted("es", "Los molineros cosían acordeones pequeñísimos.", ("acordeón", "acordeon", "molinero")),
    Planted("es", "La erosión y las canalizaciones del pantano", ("erosion", "canalización", "pantanos")),
    Planted("es", "Las lámparas del zaguán", ("lampara", "lámpara", "zaguan")),
    Planted("es", "Unos alfareros jubilados", ("alfarero", "jubilado", "alfareros jubilada")),
    Planted("ru", "Над маяками кружили журавли.", ("маяк", "маяка", "журавль", "журавлей")),
    Planted("ru", "Пчеловоды чинили мельницу зелёной краской.", ("пчеловод", "мельница", "зеленая", "зелёный")),
    Planted("ru", "О виноградниках и бочках", ("виноградник", "бочка", "виноградники бочки")),
    Planted("ru", "Гончару подарили самовар", ("гончар", "самовары", "гончаром")),
    Planted("ar", "والمنارات القديمة في البستان", ("منارة", "المنارة", "بستان", "والبستان")),
    Planted("ar", "إصلاح الطاحونة بالمطرقة", ("طاحونة", "اصلاح", "المطرقة", "مطرقة")),
    Planted("ar", "النحّالون يعزفون للأكورديون", ("نحالون", "النحالين", "اكورديون", "الأكورديون")),
    Planted("ar", "زخارف الفسيفساء المغربيّة", ("فسيفساء", "الفسيفساء", "مغربية", "المغربي")),
    Planted("zh", "灯塔守望者修补渔网与风车。", ("灯塔", "守望者", "修补渔网", "燈塔守望", "塔")),
    Planted("zh", "养蜂场旁边的磨坊酿蜜酒，", ("养蜂场", "蜂场旁", "磨坊", "酿蜜", "磨坊釀蜜酒")),
    Planted("zh", "第ZK/CN.91/2042号陶罐目录", ("CN.91/2042", "陶罐", "罐目", "第ZK/CN.91/2042号陶罐")),
    Planted("zh", "手风琴与萤火虫奏鸣曲", ("手风琴", "萤火虫", "奏鸣", "琴与萤")),
)
TIMES = 6
