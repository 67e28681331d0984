using Fleet.EndToEnd.Tests.Chaos.Journals;

namespace Fleet.EndToEnd.Tests.Chaos.OracleTests;

/// <summary>
/// A journal written by hand: one line per step, <c>WORKER WHAT WORDS</c>, a tenth of a second after the one before it, unless it begins with <c>+MILLISECONDS</c>.
/// </summary>
internal static class Story
{
    /// <summary>Reads the steps.</summary>
    public static List<JournalLine> Of(string steps)
    {
        List<JournalLine> lines = [];
        long at = 0;
        foreach (var step in steps.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = step.Split(' ').ToList();
            var pause = 100L;
            if (words[0].StartsWith('+'))
            {
                pause = long.Parse(words[0][1..], System.Globalization.CultureInfo.InvariantCulture);
                words.RemoveAt(0);
            }

            at += pause * System.Diagnostics.Stopwatch.Frequency / 1000;
            lines.Add(new JournalLine(at, words[0], words[1], words[2..]));
        }

        return lines;
    }

    /// <summary>A story with a line taken out, put in behind another, or changed.</summary>
    /// <param name="steps">The story.</param>
    /// <param name="mutation"><c>- LINE</c> takes one out, <c>LINE => OTHER</c> changes it, <c>LINE + OTHER</c> puts one behind it; each line must be there.</param>
    public static string Mutated(string steps, string mutation)
    {
        var lines = steps.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        if (mutation.StartsWith("- ", StringComparison.Ordinal))
        {
            lines.Remove(mutation[2..]).ShouldBeTrue(mutation);
        }
        else
        {
            var change = mutation.Contains(" => ", StringComparison.Ordinal);
            var (from, to) = mutation.Split(change ? " => " : " + ") is [var one, var two] ? (one, two) : throw new ArgumentException(mutation);
            var place = lines.IndexOf(from);
            place.ShouldBeGreaterThanOrEqualTo(0, mutation);
            if (change) lines[place] = to;
            else lines.Insert(place + 1, to);
        }

        return string.Join('\n', lines);
    }
}
