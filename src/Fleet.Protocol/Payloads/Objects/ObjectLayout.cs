namespace Fleet.Protocol.Payloads.Objects;

/// <summary>How the members of an object are laid out.</summary>
internal enum ObjectLayout
{
    /// <summary>A map with the members' names.</summary>
    Map,

    /// <summary>An array with the members at their places; later versions may be longer.</summary>
    Array,

    /// <summary>An array of exactly the members.</summary>
    Tuple,
}
