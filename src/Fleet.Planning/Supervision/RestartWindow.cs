using System.Collections.Immutable;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Supervision;

/// <summary>Whether a slot is lost too often.</summary>
public static class RestartWindow
{
    /// <summary>The losses that are remembered after one more; the oldest is forgotten where there would be too many to keep.</summary>
    public static ImmutableArray<DateTimeOffset> Add(ImmutableArray<DateTimeOffset> losses, DateTimeOffset loss) =>
        losses.Length < WindowSpec.MostLosses ? losses.Add(loss) : losses.RemoveAt(0).Add(loss);

    /// <summary>Whether so many losses lie within the window that ends now that the slot belongs into quarantine.</summary>
    public static bool IsExceeded(WindowSpec spec, ImmutableArray<DateTimeOffset> losses, DateTimeOffset now)
    {
        var count = 0;
        foreach (var loss in losses)
            if (now - loss <= spec.Within) count++;
        return count >= spec.Losses;
    }
}
