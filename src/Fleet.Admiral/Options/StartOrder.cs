namespace Fleet.Admiral.Options;

/// <summary>How several workers of one kind start.</summary>
public enum StartOrder
{
    /// <summary>All at once.</summary>
    Together = 0,

    /// <summary>Each when the one before it is ready.</summary>
    InOrder = 1,
}
