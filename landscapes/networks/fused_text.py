"""The text, in LLVM's language, of the function that `landscapes.networks.fused` compiles.

For some samples at a time, then each row and column of a tile, then a vector of samples: the scores
of all classes, in bits, are held in registers while the units go by; then powers of 2 are summed.
"""

from landscapes.networks.vector_text import VectorText

ENTRY = """define void @run(i64 %n, i64 %rows, i64 %columns, i64 %size,
                 ptr %u, ptr %e, ptr %matrices, ptr %labels, ptr %found)
                 "prefer-vector-width"="512" "min-legal-vector-width"="512" {{
entry:
  %table = mul i64 %n, {units}
  %last = sub i64 %n, {width}
  br label %chunk
chunk:
  %begin = phi i64 [0, %entry], [%end, %row.end]
  %end = add i64 %begin, %size
  %short = icmp ult i64 %end, %n
  %stop = select i1 %short, i64 %end, i64 %n
  br label %row
row:
  %j = phi i64 [0, %chunk], [%j.next, %column.end]
  %u.at = mul i64 %j, %table
  %uj = getelementptr double, ptr %u, i64 %u.at
  br label %column
column:
  %i = phi i64 [0, %row], [%i.next, %block.end]
  %e.at = mul i64 %i, %table
  %ei = getelementptr double, ptr %e, i64 %e.at
  %before = mul i64 %j, %columns
  %place = add i64 %before, %i
  %m.at = mul i64 %place, {matrix}
  %m = getelementptr double, ptr %matrices, i64 %m.at
  %to.at = mul i64 %place, {width}
  %to = getelementptr double, ptr %found, i64 %to.at
  br label %block
block:
  %b = phi i64 [%begin, %column], [%b.next, %block.next]
  %over = icmp ugt i64 %b, %last
  %at = select i1 %over, i64 %last, i64 %b"""
EXIT = """  br label %block.next
block.next:
  %b.next = add i64 %b, {width}
  %left = icmp ult i64 %b.next, %stop
  br i1 %left, label %block, label %block.end
block.end:
  %i.next = add i64 %i, 1
  %i.left = icmp ult i64 %i.next, %columns
  br i1 %i.left, label %column, label %column.end
column.end:
  %j.next = add i64 %j, 1
  %j.left = icmp ult i64 %j.next, %rows
  br i1 %j.left, label %row, label %row.end
row.end:
  br i1 %short, label %chunk, label %done
done:
  ret void
}}"""


def text(units: int, classes: int, width: int) -> str:
    """The function `run` for these sizes, with vectors of so many samples."""
    pen, known = VectorText(width), {"units": units, "width": width}
    pen.raw(ENTRY.format(**known, matrix=classes * (units + 1)))
    scores = [pen.same("%m", str((c + 1) * (units + 1) - 1)) for c in range(classes)]
    if units > 1:
        scores = _pairs(pen, units, scores)
    if units % 2:
        scores = _units(pen, units, [str(units - 1)], scores)
    _ends(pen, scores)
    pen.raw(EXIT.format(**known))
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
    """The scores with what one unit or two add."""
    us, ds = [], []
    for h in indices:
        at = pen.put(f"add i64 {pen.put(f'mul i64 {h}, %n')}, %at")
        us.append(pen.load("%uj", at))
        ds.append(pen.do("fadd", us[-1], pen.load("%ei", at)))
    if len(ds) == 2:
        inverse = pen.do("fdiv", pen.all(1.0), pen.do("fmul", *ds))
        crossed = [pen.do("fmul", us[0], ds[1]), pen.do("fmul", us[1], ds[0])]
        rs = [pen.do("fmul", each, inverse) for each in crossed]
    else:
        rs = [pen.do("fdiv", us[0], ds[0])]
    made = list(scores)
    for h, r in zip(indices, rs, strict=True):
        for c in range(len(scores)):
            at = pen.put(f"add i64 {h}, {c * (units + 1)}")
            made[c] = pen.fma(pen.same("%m", at), r, made[c])
    return made


def _ends(pen: VectorText, scores: list[str]) -> None:
    """Add the cross-entropies in bits; the last vector counts only samples not yet seen."""
    labels = pen.whole_numbers("%labels", "%at")
    total, right = pen.all(0.0), pen.all(0.0)
    for c, score in enumerate(scores):
        right = pen.select(pen.equal(labels, c), score, right)
        total = pen.do("fadd", total, pen.exp2(score))
    loss = pen.do("fsub", pen.log2(total), right)
    pen.add_to("%to", pen.select(pen.from_on("%at", "%b"), loss, pen.all(0.0)))
