"""The same collect as a Python script would do it: streaming expat + sqlite3, the same tables, history and search index."""
import codecs
import hashlib
import json
import re
import sqlite3
import sys
import time
import urllib.parse
import urllib.request
import zlib
from xml.parsers import expat

BATCH = 200
COLUMNS = ("name price fixed_price stock status minimum_quantity tax_free adult_only bars origin maker brand model "
           "category shipping shipping_fee image stated_changed_at updated_at content_hash raw_hash").split()


def won(text):
    plain = text.replace(",", "").strip()
    return int(plain) or None if re.fullmatch(r"\d{1,12}", plain) else None


def letter(c):
    return chr(ord(c) + 0xFEE0) if ord(c) < 0x80 and not c.isalnum() else c


def grams(texts):
    pairs = []
    for text in texts:
        for word in (text or "").lower().split():
            letters = [letter(c) for c in word]
            pairs.extend(a + b for a, b in zip(letters, letters[1:] + ["\u3000"]))
    return " ".join(pairs)


class Store:
    def __init__(self, path, schema):
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("pragma journal_mode=wal")
        self.db.execute("pragma synchronous=full")
        self.db.execute("pragma foreign_keys=on")
        if not self.db.execute("select count(*) from sqlite_master").fetchone()[0]:
            self.db.executescript(schema)
        self.count = {"added": 0, "updated": 0, "unchanged": 0}
        self.categories = {}
        self.shipping = None
        self.waiting = []

    def flush(self):
        self.db.execute("begin immediate")
        for product in self.waiting:
            self.save(product)
        self.db.execute("commit")
        self.waiting = []

    def category(self, name, code):
        if name not in self.categories:
            row = self.db.execute("select id from product_category where wholesaler = 'zentrade' and path = ?", (name,)).fetchone()
            self.categories[name] = row[0] if row else self.db.execute(
                "insert into product_category (wholesaler, path, name, code) values ('zentrade', ?, ?, ?)", (name, name, code)).lastrowid
        return self.categories[name]

    def terms(self, product):
        if self.shipping is None:
            terms = json.dumps(product["shipping"])
            row = self.db.execute("select id from product_shipping where terms = ?", (terms,)).fetchone()
            self.shipping = row[0] if row else self.db.execute("insert into product_shipping (terms) values (?)", (terms,)).lastrowid
        return self.shipping

    def save(self, p):
        db = self.db
        raw = hashlib.sha1(json.dumps(p["raw"], ensure_ascii=False).encode()).digest()[:12]
        stored = db.execute("select id, name, price, stock, status, raw_hash from product where wholesaler = 'zentrade' and product_id = ?",
                            (p["code"],)).fetchone()
        if stored and stored[5] == raw:
            self.count["unchanged"] += 1
            return
        now = int(time.time() * 1000)
        body = {k: p[k] for k in ("name", "price", "status", "options", "keywords", "images", "content", "shipping")}
        content = hashlib.sha1(json.dumps(body, ensure_ascii=False).encode()).digest()[:12]
        values = (p["name"], p["price"], None, None, p["status"], 1, p["tax_free"], 0, 0, p["origin"], p["maker"], p["brand"],
                  p["model"], self.category(p["category"], p["category_code"]), self.terms(p), 3000,
                  p["images"][0] if p["images"] else None, None, now, content, raw)
        if stored is None:
            marks = ", ".join("?" * (len(COLUMNS) + 3))
            row = db.execute(f"insert into product (wholesaler, product_id, first_seen_at, {', '.join(COLUMNS)}) values ({marks})",
                             ("zentrade", p["code"], now, *values)).lastrowid
            self.count["added"] += 1
        else:
            row = stored[0]
            for field, was, now_is in zip(("name", "price", "stock", "status"), stored[1:5], (p["name"], p["price"], None, p["status"])):
                if was != now_is:
                    db.execute("insert into product_change (product, at, field, before, after) values (?, ?, ?, ?, ?)", (row, now, field, was, now_is))
            db.execute(f"update product set {' = ?, '.join(COLUMNS)} = ? where id = ?", (*values, row))
            db.execute("delete from product_option where product = ?", (row,))
            self.count["updated"] += 1
        db.executemany("insert into product_option (product, seq, key, name, price, stock, soldout) values (?, ?, ?, ?, ?, ?, ?)",
                       [(row, i, o[0], o[0], o[1], None, p["status"] == "soldout") for i, o in enumerate(p["options"])])
        payload = json.dumps({"raw": p["raw"], "descriptionHtml": p["content"], "images": p["images"], "keywords": p["keywords"]}, ensure_ascii=False)
        db.execute("insert or replace into product_payload (product, fetched_at, body) values (?, ?, ?)", (row, now, zlib.compress(payload.encode(), 1)))
        if stored is None:
            db.execute("insert into product_search (rowid, grams) values (?, ?)",
                       (row, grams([p["name"], p["maker"], p["brand"], p["model"], " ".join(p["keywords"])])))


class Feed:
    def __init__(self, store):
        self.store = store
        self.text = []
        self.seen = 0
        self.raw = {}
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text.append

    def start(self, name, attributes):
        if name == "product":
            self.raw = {"code": attributes["code"]}
        else:
            self.raw[name] = attributes
        self.text.clear()

    def end(self, name):
        if name == "product":
            self.product()
        elif name in self.raw:
            self.raw[name]["text"] = "".join(self.text).strip()

    def product(self):
        r = self.raw
        self.seen += 1
        options = []
        for entry in r["option"]["text"].split("↑=↑"):
            fields = entry.strip().split("^|^")
            if fields[0]:
                options.append((fields[0], won(fields[1]) if len(fields) > 1 else None))
        prices = [o[1] for o in options if o[1]]
        price = min(prices) if prices else won(r["price"]["buyprice"])
        self.store.waiting.append({
            "code": r["code"], "name": r["prdtname"]["text"], "price": price, "options": options or [("single", price)],
            "status": "soldout" if r["status"]["runout"] == "1" else "available", "tax_free": int(r["price"]["taxmode"] == "N"),
            "origin": r["baseinfo"]["madein"] or None, "maker": r["baseinfo"]["productcom"] or None,
            "brand": r["baseinfo"]["brand"] or None, "model": r["baseinfo"]["model"] or None,
            "category": r["dome_category"]["text"], "category_code": r["dome_category"]["dome_catecode"],
            "images": [u for u in (r["listimg"].get(f"url{i}", "") for i in range(1, 6)) if u],
            "keywords": [w.strip() for w in r["keyword"]["text"].split(",") if w.strip()], "content": r["content"]["text"],
            "shipping": {"kind": "flat", "fee": 3000}, "raw": r,
        })
        if len(self.store.waiting) >= BATCH:
            self.store.flush()


def main(url, path, schema_file):
    started = time.perf_counter()
    with open(schema_file, encoding="utf-8") as file:
        store = Store(path, file.read())
    feed = Feed(store)
    decoder = codecs.getincrementaldecoder("cp949")("replace")
    form = urllib.parse.urlencode({"id": "id", "m_skey": "key"}).encode()
    with urllib.request.urlopen(urllib.request.Request(url + "/shop/proc/product_api.php", form)) as reply:
        while chunk := reply.read(65536):
            feed.parser.Parse(decoder.decode(chunk))
    feed.parser.Parse(decoder.decode(b"", True), True)
    store.flush()
    print(json.dumps({"ms": (time.perf_counter() - started) * 1000, "seen": feed.seen, **store.count}))


main(*sys.argv[1:4])
