namespace Fleet.Admiral.Routing;

/// <summary>The names of events and commands that are Fleet's own.</summary>
internal static class ReservedNames
{
    /// <summary>What they begin with.</summary>
    public static ReadOnlySpan<byte> Prefix => "fleet."u8;

    /// <summary>What they begin with, as text.</summary>
    public const string Text = "fleet.";
}
