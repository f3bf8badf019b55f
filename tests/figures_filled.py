"""The summary tables filled anew from the raw rows, in plain SQL: slow in no place, clever in none."""

import apsw

FILL = """
DELETE FROM customer_stat; DELETE FROM day_stat; DELETE FROM month_customer; DELETE FROM product_month;
DELETE FROM class_month;
CREATE TEMP TABLE bought AS
    SELECT s.id AS id, coalesce(c.merged_into_id, c.id) AS person, s.bday AS bday,
           CAST(strftime('%Y', s.bday * 86400, 'unixepoch') AS INTEGER) * 12 - 23640
               + CAST(strftime('%m', s.bday * 86400, 'unixepoch') AS INTEGER) - 1 AS month,
           s.total + coalesce(r.total, 0) AS net
    FROM sale s LEFT JOIN customer c ON c.id = s.customer_id
    LEFT JOIN (SELECT of_id, sum(goods) AS goods, sum(total) AS total FROM sale WHERE of_id IS NOT NULL GROUP BY of_id)
        r ON r.of_id = s.id
    WHERE s.of_id IS NULL AND (r.of_id IS NULL OR s.goods + r.goods > 0);
INSERT INTO day_stat SELECT bday, count(*), sum(net), sum(person IS NULL), sum(iif(person IS NULL, net, 0))
    FROM bought GROUP BY bday;
INSERT INTO month_customer SELECT month, person, count(DISTINCT bday), count(*), min(bday), max(bday), sum(net)
    FROM bought WHERE person IS NOT NULL GROUP BY month, person;
INSERT INTO customer_stat
    SELECT person, count(DISTINCT bday), count(*), min(bday), NULL, max(bday), sum(net)
    FROM bought WHERE person IS NOT NULL GROUP BY person HAVING count(DISTINCT bday) = 1;
CREATE INDEX temp.bought_person ON bought (person, bday);
INSERT INTO customer_stat
    SELECT person, count(DISTINCT bday), count(*), min(bday),
           (SELECT min(b.bday) FROM temp.bought b WHERE b.person = o.person AND b.bday > min(o.bday)),
           max(bday), sum(net)
    FROM bought o WHERE person IS NOT NULL GROUP BY person HAVING count(DISTINCT bday) > 1;
CREATE TEMP TABLE sold AS
    SELECT CAST(strftime('%Y', s.bday * 86400, 'unixepoch') AS INTEGER) * 12 - 23640
               + CAST(strftime('%m', s.bday * 86400, 'unixepoch') AS INTEGER) - 1 AS month,
           l.product_id AS product, l.quantity AS quantity, l.net AS net
    FROM sale_line l JOIN sale o ON o.id = l.sale_id JOIN sale s ON s.id = coalesce(o.of_id, o.id)
    WHERE l.product_id IS NOT NULL;
INSERT INTO product_month SELECT month, product, sum(quantity), sum(net) FROM sold GROUP BY month, product
    HAVING sum(quantity) > 0;
DROP TABLE temp.bought; DROP TABLE temp.sold;
"""


def fill_figures(connection: apsw.Connection) -> None:
    """Whatever stood there is gone."""
    connection.execute(FILL)
