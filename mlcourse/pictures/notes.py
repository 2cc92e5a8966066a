"""What the page says of itself: whole sentences, which it is sent once and whose fields it fills in."""

from mlcourse.words import MONTHS, WHOLE_DAYS, say

CALENDAR = {"weekdays": WHOLE_DAYS, "months": MONTHS}

NOTES = {
    "computing": say("Still computing this picture …"),
    "took": say("This picture took {seconds} s to compute.", seconds="{seconds}"),
    "long": say("This picture takes more than {seconds} s to compute. It comes when it is ready.", seconds="{seconds}"),
    "stuck": say(
        "{call} has not returned for {seconds} s. To stop it, interrupt the kernel (■ above the lesson). Or mend it, "
        "and run its cell and this picture's again.",
        call="{call}",
        seconds="{seconds}",
    ),
    "busy": say(
        "The kernel behind this picture has been busy for {seconds} s. The picture comes when it is free.",
        seconds="{seconds}",
    ),
    "unlinked": say("No connection to the kernel behind this picture. If the server has ended, start it again."),
    "gone": say(
        "The kernel behind this picture is gone, and with it what the cells had made. To bring the picture back, run "
        "the cells again, from the first one down to the one right above it."
    ),
    "ended": say(
        "The kernel behind this picture is gone, and with it what the cells had made. To bring the picture back, "
        "reload the page and run the cells again, from the first one down to the one right above it."
    ),
    # The buttons under a picture.
    "again": say("start again"),
    "starts": say("Bring all controls back to where they stood at first"),
    "copy": say("copy this setting"),
    "copies": say("Copy a cell that opens this picture as it is"),
    "copied": say("copied: paste it into a cell"),
    # What there is to try.
    "steps": say("What to try"),
    "step": say("step {place} of {count}", place="{place}", count="{count}"),
    "done": say("step {place} of {count}, done", place="{place}", count="{count}"),
    "show": say("show me"),
    "next": say("next"),
    "range": say("{name} goes from {low} to {high}.", name="{name}", low="{low}", high="{high}"),
    # What is pointed at.
    "reads": say("{axis}: {value}", axis="{axis}", value="{value}"),
    "tells": say("units and lines, one after the other"),
    "dated": say("{weekday} {day} {month} {year}", weekday="{weekday}", day="{day}", month="{month}", year="{year}"),
    # A handle, as it is heard.
    "handle": say("handle"),
    "moves": say("{handle}: moves {controls}", handle="{handle}", controls="{controls}"),
    "and": say("{these} and {that}", these="{these}", that="{that}"),
    "row": say("{one} {place} of {count}", one="{one}", place="{place}", count="{count}"),
    "adds": say("Plus adds one beside it"),
    "adds_or_takes": say("Plus adds one beside it, Delete takes it out"),
    # And what it will not do.
    "most": say("{most} {many} are the most there can be.", most="{most}", many="{many}"),
    "fewest": say("{fewest} {many} have to stay.", fewest="{fewest}", many="{many}"),
    "stays": say("This {one} has to stay.", one="{one}"),
}
