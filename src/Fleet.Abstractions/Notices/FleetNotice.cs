namespace Fleet;

/// <summary>
/// Something that the Admiral tells about the fleet. A host program listens by <c>IFleetAdmiral.OnNotice</c>, a bot by <see cref="FleetNoticeExtensions"/>. The types that derive from
/// it are all there are.
/// </summary>
/// <remarks>Notices travel under names that begin with <c>fleet.</c>, which no worker can send: whoever hears one hears the Admiral.</remarks>
public abstract record FleetNotice
{
    private protected FleetNotice()
    {
    }

    /// <summary>When it happened, by the Admiral's clock.</summary>
    public DateTimeOffset At { get; init; }
}
