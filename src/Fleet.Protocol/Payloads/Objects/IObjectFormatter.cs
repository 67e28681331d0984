using Fleet.Protocol.Payloads.Formatters;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>A formatter that is known to others before those of its members are.</summary>
internal interface IObjectFormatter
{
    /// <summary>The members whose formatters it needs.</summary>
    PayloadMember[] Members { get; }

    /// <summary>Gives the formatters of the members, in the order in which it told them; null for those that need none.</summary>
    void Complete(Formatter?[] members);
}
