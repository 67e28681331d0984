namespace Fleet.Protocol.Payloads.Contracts;

/// <summary>Where in a contract a type stands, so that a refusal can name the member. Names are put together only for a refusal.</summary>
internal sealed class ContractPath
{
    private readonly Type _root;
    private readonly ContractPath? _parent;
    private readonly string _step;

    private ContractPath(Type root, ContractPath? parent, string step) => (_root, _parent, _step) = (root, parent, step);

    /// <summary>The contract itself.</summary>
    public static ContractPath Of(Type root) => new(root, null, "");

    /// <summary>A member of the type that stands here.</summary>
    public ContractPath Member(string name) => new(_root, this, "." + name);

    /// <summary>One of the types that the type that stands here is made of.</summary>
    /// <param name="number">Which.</param>
    /// <param name="count">Of how many.</param>
    public ContractPath Part(int number, int count) => new(_root, this, count == 1 ? "[]" : number == 0 ? "[key]" : "[value]");

    /// <summary>The exception for a type that cannot be sent.</summary>
    public PayloadException Refuse(Type type, string reason)
    {
        string name = TypeNames.Full(type);
        string subject = _parent is null ? name : $"{TypeNames.Short(_root)}{Steps()} ({name})";
        return new PayloadException($"{subject} cannot be sent: {reason}. Contracts are records of plain data.");
    }

    private string Steps() => _parent is null ? "" : _parent.Steps() + _step;
}
