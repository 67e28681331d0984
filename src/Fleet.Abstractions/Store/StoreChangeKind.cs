namespace Fleet;

/// <summary>What happened to a watched key. The numbers are on the wire.</summary>
public enum StoreChangeKind
{
    /// <summary>The key was written, or its number was changed.</summary>
    Set = 1,

    /// <summary>The key was deleted.</summary>
    Deleted = 2,

    /// <summary>The key's time to live was over.</summary>
    Expired = 3,

    /// <summary>The watch fell behind and changes are lost: read again whatever you need of what is watched. The changes that follow are complete again.</summary>
    Missed = 4,
}
