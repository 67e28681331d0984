namespace Fleet.Planning.Budgets;

/// <summary>Whether windows have room for a request.</summary>
internal enum WindowFit
{
    /// <summary>All have.</summary>
    Room,

    /// <summary>Only those for ordinary requests have none: privileged ones may pass.</summary>
    FullForOrdinary,

    /// <summary>One that holds for all requests has none.</summary>
    Full,
}
