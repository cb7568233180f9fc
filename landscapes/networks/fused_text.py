"""The text, in LLVM's language, of the function that `landscapes.networks.fused` compiles.

For each row and column of a tile, then for a vector of samples: the scores of all classes but the
first, in bits, are held in registers while the units go by; then powers of 2 are summed. Logarithms
of the sums are not taken: the sums are multiplied, and the product is held as a number near 1 and
a power of 2.
"""

from landscapes.networks.vector_text import VectorText

ENTRY = """define void @run(i64 %blocks, i64 %rows, i64 %columns, i64 %n,
                 ptr %v, ptr %e, ptr %matrices, ptr %right, ptr %kept)
                 "prefer-vector-width"="512" "min-legal-vector-width"="512" {{
entry:
  %table = mul i64 %blocks, {table}
  br label %row
row:
  %j = phi i64 [0, %entry], [%j.next, %column.end]
  %v.at = mul i64 %j, %table
  %vj = getelementptr double, ptr %v, i64 %v.at
  br label %column
column:
  %i = phi i64 [0, %row], [%i.next, %block.end]
  %e.at = mul i64 %i, %table
  %ei = getelementptr double, ptr %e, i64 %e.at
  %before = mul i64 %j, %columns
  %place = add i64 %before, %i
  %m.at = mul i64 %place, {matrix}
  %m = getelementptr double, ptr %matrices, i64 %m.at
  %kept.at = mul i64 %place, {kept}
  %k = getelementptr double, ptr %kept, i64 %kept.at"""
BLOCK = """  br label %block
block:
  %b = phi i64 [0, %column], [%b.next, %block.next]"""
NEXT = """  br label %block.next
block.next:
  %b.next = add i64 %b, 1
  %b.left = icmp ult i64 %b.next, %blocks
  br i1 %b.left, label %block, label %block.end
block.end:"""
EXIT = """  %i.next = add i64 %i, 1
  %i.left = icmp ult i64 %i.next, %columns
  br i1 %i.left, label %column, label %column.end
column.end:
  %j.next = add i64 %j, 1
  %j.left = icmp ult i64 %j.next, %rows
  br i1 %j.left, label %row, label %done
done:
  ret void
}"""
KEPT = ("%product", "%power", "%score")
"""What goes on from vector to vector, and is in memory between the calls."""


def text(units: int, classes: int, width: int) -> str:
    """The function `run` for these sizes, with vectors of so many samples."""
    pen, others = VectorText(width), classes - 1
    matrix = others * (units + 1)
    pen.raw(ENTRY.format(table=units * width, matrix=matrix, kept=len(KEPT) * width))
    before = [pen.load("%k", str(k * width)) for k in range(len(KEPT))]
    pen.raw(BLOCK)
    mark = pen.mark()
    scores = [pen.same("%m", str((c + 1) * (units + 1) - 1)) for c in range(others)]
    if units > 1:
        scores = _pairs(pen, units, scores)
    if units % 2:
        scores = _units(pen, units, [str(units - 1)], scores)
    after = _ends(pen, scores)
    for name, old, new in zip(KEPT, before, after, strict=True):
        pen.insert(mark, f"  {name} = phi {pen.kind} [{old}, %column], [{new}, %block.next]")
    pen.raw(NEXT)
    for k, new in enumerate(after):
        pen.store("%k", str(k * width), new)
    pen.raw(EXIT)
    return pen.text()


def _pairs(pen: VectorText, units: int, biases: list[str]) -> list[str]:
    """The loop over units, two at a time."""
    pen.raw("  br label %pair\npair:\n  %h = phi i64 [0, %block], [%h.next, %pair]")
    kept, mark = [f"%a{c}" for c in range(len(biases))], pen.mark()
    added = _units(pen, units, ["%h", pen.put("add i64 %h, 1")], kept)
    for name, bias, new in zip(kept, biases, added, strict=True):
        pen.insert(mark, f"  {name} = phi {pen.kind} [{bias}, %block], [{new}, %pair]")
    pen.raw(
        f"  %h.next = add i64 %h, 2\n  %more = icmp ult i64 %h.next, {units // 2 * 2}\n"
        "  br i1 %more, label %pair, label %single\nsingle:"
    )
    return added


def _units(pen: VectorText, units: int, indices: list[str], scores: list[str]) -> list[str]:
    """The scores with what one unit or two add; 1/a and 1/c are c/(a c) and a/(a c)."""
    ds, one = [], pen.all(1.0)
    for h in indices:
        at = pen.put(f"add i64 {pen.put(f'mul i64 %b, {units}')}, {h}")
        at = pen.put(f"mul i64 {at}, {pen.width}")
        ds.append(pen.fma(pen.load("%vj", at), pen.load("%ei", at), one))
    inverse = pen.do("fdiv", one, pen.do("fmul", *ds) if len(ds) == 2 else ds[0])
    rs = [pen.do("fmul", d, inverse) for d in reversed(ds)] if len(ds) == 2 else [inverse]
    made = list(scores)
    for h, r in zip(indices, rs, strict=True):
        for c in range(len(scores)):
            at = pen.put(f"add i64 {h}, {c * (units + 1)}")
            made[c] = pen.fma(pen.same("%m", at), r, made[c])
    return made


def _ends(pen: VectorText, scores: list[str]) -> list[str]:
    """What is kept: the product, its power of 2, and the scores of the right classes."""
    total, right = pen.all(1.0), KEPT[2]
    for c, score in enumerate(scores):
        at = pen.put(f"add i64 {pen.put(f'mul i64 %b, {len(scores)}')}, {c}")
        is_right = pen.load("%right", pen.put(f"mul i64 {at}, {pen.width}"))
        right = pen.fma(is_right, score, right)
        total = pen.do("fadd", total, pen.exp2(score))
    seen = pen.below(pen.put(f"mul i64 %b, {pen.width}"), "%n")
    product = pen.do("fmul", KEPT[0], pen.select(seen, total, pen.all(1.0)))
    power, near_one = pen.split(product)
    return [near_one, pen.do("fadd", KEPT[1], power), right]
