"""The same export as a Python script would write it: sqlite3 + csv, Korean time, hyphens, formula guard."""
import csv
import datetime
import re
import sqlite3
import sys
import time

STATUS = {
    "PRODUCT_PREPARATION": "상품준비", "SHIPPING_READY": "배송대기", "SHIPPING": "배송중",
    "SHIPPING_COMPLETE": "배송완료", "PURCHASE_CONFIRMATION": "구매확정",
}
KST = datetime.timezone(datetime.timedelta(hours=9))
PHONE = re.compile(r"^(01[016789])(\d{3,4})(\d{4})$")


def phone(value):
    digits = re.sub(r"\D", "", value or "")
    match = PHONE.match(digits)
    return "-".join(match.groups()) if match else (value or "")


def guard(value):
    text = value or ""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠") and text else text


def main(database, target, limit):
    started = time.perf_counter()
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    rows = db.execute(
        """select o.order_no, o.ordered_at, p.name, l.option_text, l.quantity, l.unit_price, o.payment_price,
             o.orderer_name, o.orderer_phone, o.orderer_email, o.state, l.section_status
           from (select * from orders where state in ('paid', 'partially_refunded')
                 order by ordered_at desc, order_no desc limit ?) o
           join order_line l on l.order_id = o.id join product_name p on p.id = l.product
           order by o.ordered_at desc, o.order_no desc, l.line_no""",
        (limit,),
    )
    count = 0
    with open(target, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow("주문번호,주문일시,상품명,옵션,수량,상품금액,결제금액,구매자명,연락처,이메일,결제상태,주문상태".split(","))
        for no, at, name, option, quantity, unit, paid, who, call, email, state, section in rows:
            when = datetime.datetime.fromtimestamp(at / 1000, KST).strftime("%Y-%m-%d %H:%M:%S")
            writer.writerow([
                guard(no), when, guard(name), guard(option), quantity, "" if unit is None else unit * quantity, paid,
                guard(who), guard(phone(call)), guard(email), "결제완료" if state == "paid" else "부분환불",
                guard(STATUS.get(section, section)),
            ])
            count += 1
    print(count, round((time.perf_counter() - started) * 1000, 1))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
