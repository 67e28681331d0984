namespace Fleet.Worker.Running;

/// <summary>What the Admiral tells a worker to do with its life; carried out one after the other.</summary>
internal abstract record LifeOrder(TimeSpan Deadline)
{
    /// <summary>Act.</summary>
    public sealed record Activate(TimeSpan Deadline, byte[] State) : LifeOrder(Deadline);

    /// <summary>Stop acting, and leave a state.</summary>
    public sealed record Deactivate(TimeSpan Deadline) : LifeOrder(Deadline);

    /// <summary>End.</summary>
    public sealed record Stop(TimeSpan Deadline, StopReason Reason) : LifeOrder(Deadline);
}
