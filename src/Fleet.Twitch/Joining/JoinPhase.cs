namespace Fleet.Twitch.Joining;

/// <summary>Where a channel is on its way to being joined.</summary>
internal enum JoinPhase
{
    /// <summary>To be asked for.</summary>
    Wanted = 0,

    /// <summary>Asked for, and not yet confirmed.</summary>
    Asked = 1,

    /// <summary>Confirmed by the server.</summary>
    Joined = 2,

    /// <summary>Refused, or not confirmed in time; asked for again after a while.</summary>
    Failed = 3,

    /// <summary>Never asked for: no channel can have this name.</summary>
    Impossible = 4,
}
