namespace Fleet.Twitch.Joining;

/// <summary>One channel of a <see cref="JoinBook"/>.</summary>
internal sealed class JoinEntry(string channel)
{
    public string Channel => channel;

    public JoinPhase Phase { get; set; }

    /// <summary>Why it is not joined; empty while nothing went wrong.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Attempts that failed since the last success.</summary>
    public int Failures { get; set; }

    /// <summary>In phase Asked: when it was asked for. In phase Failed: when to ask again.</summary>
    public TimeSpan When { get; set; }
}
