"""Traditional and Japanese characters of headers and code words in their simplified forms."""

from __future__ import annotations

# Pairs, the traditional or Japanese form first; only characters that such words are made of.
_PAIRS = (
    "發发時时間间類类別别縣县県县鄉乡鎮镇區区點点數数傷伤處处処处狀状態态編编號号災灾難难稱称經经経经緯纬預预計计適适"
    "務务單单倉仓庫库儲储備备資资隊队員员護护醫医衛卫學学會会關关関关級级險险険险應应応应響响動动報报轉转転转損损壞坏財财產产"
    "價价価价總总総总額额書书記记錄录録录標标題题內内註注說说説说樓楼橋桥車车輛辆電电話话機机場场館馆園园國国東东臺台灣湾廣广広广"
    "門门開开啟启結结終终業业專专聯联絡络負负責责檢检検检驗验験验統统紀纪種种規规範范積积環环參参與与興兴廠厂氣气気气滅灭"
    "颱台風风雲云強强陣阵溫温訊讯佈布過过達达設设項项屬属層层質质據据寬宽長长廳厅庁厅協协選选擇择讓让從从後后裡里裏里萬万億亿"
    "條条張张雙双隻只個个組组運运輸输導导復复優优傳传遞递閉闭聽听觀观測测變变変变線线網网鐵铁鋼钢礦矿傾倾壩坝溝沟潰溃嚴严輕轻"
    "緊紧離离遷迁戶户畝亩農农漁渔樹树葉叶紅红黃黄藍蓝綠绿顏颜鄰邻裝装簡简體体實实実实際际餘余圍围囲围無无歲岁齡龄鐘钟準准"
    "異异換换買买賣卖採采購购製制複复寫写圖图図图頁页證证執执歸归帰归屆届滿满歷历曆历閱阅審审視视觸触遼辽寧宁陝陕滬沪濟济漢汉"
    "貴贵龍龙島岛嶼屿馬马義义臨临禮礼灘滩鹽盐嶺岭嗎吗頭头見见現现認认讀读誤误請请調调談谈論论謝谢識识譯译議议變变貨货貯贮費费"
    "賑赈貸贷貿贸質质賴赖跡迹蹤踪軍军軌轨較较載载輪轮輻辐辦办辭辞遠远遲迟還还鑑鉴針针鈴铃銀银銷销鍋锅鎖锁閃闪陸陆陽阳階阶隨随"
    "雜杂雞鸡靜静韓韩順顺須须領领顧顾飛飞飲饮館馆驅驱驚惊魚鱼鳥鸟麗丽黨党齊齐収收対对団团児儿総总鉄铁駅站予预帯带両两満满"
)
_TABLE = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
# The first pair of a character is the one that Taiwan and Hong Kong write.
_BACK = dict(zip(reversed(_PAIRS[1::2]), reversed(_PAIRS[::2]), strict=True))


def simplified(text: str) -> str:
    """Return a text with its traditional characters in their simplified form."""
    return text.translate(_TABLE)


def traditional(text: str) -> str:
    """Return a simplified word as Taiwan and Hong Kong write it, as far as its characters say."""
    return "".join(_BACK.get(char, char) for char in text)
