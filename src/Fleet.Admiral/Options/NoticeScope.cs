namespace Fleet.Admiral.Options;

/// <summary>Which of the Admiral's notices are sent to every worker.</summary>
public enum NoticeScope
{
    /// <summary>None.</summary>
    Off = 0,

    /// <summary>All but the stats.</summary>
    Changes = 1,

    /// <summary>All.</summary>
    All = 2,
}
