namespace Fleet.Worker.Loading.Choice;

/// <summary>Whether a class can be the worker, and why not. The later, the nearer it comes.</summary>
internal enum Fitness
{
    /// <summary>It derives from nothing of Fleet.</summary>
    Unrelated = 0,

    /// <summary>It derives from a class of the right name in another assembly.</summary>
    ForeignBase,

    /// <summary>It is the other kind of worker.</summary>
    OtherKind,

    /// <summary>Only the class around it can see it.</summary>
    Private,

    /// <summary>It has type parameters.</summary>
    OpenGeneric,

    /// <summary>It is abstract.</summary>
    Abstract,

    /// <summary>It can be the worker.</summary>
    Fit,
}
