namespace Fleet;

/// <summary>What came of fetching one entity.</summary>
public enum FetchOutcome
{
    /// <summary>A cluster knows it.</summary>
    Found = 0,

    /// <summary>Everybody who could know it has answered, and nobody does.</summary>
    NotFound = 1,

    /// <summary>Nobody who answered knows it, and somebody who could know it did not answer: nothing is known.</summary>
    Unavailable = 2,
}
