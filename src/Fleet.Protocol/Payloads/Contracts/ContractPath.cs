namespace Fleet.Protocol.Payloads.Contracts;

/// <summary>Where in a contract the types inside it are being looked at, so that a refusal can name the member.</summary>
internal sealed class ContractPath
{
    private readonly Stack<string> _steps = new();
    private Type? _root;

    /// <summary>Steps into a member or the elements of a type; disposing steps out.</summary>
    public Step Enter(string step, Type owner)
    {
        if (_steps.Count == 0)
        {
            _root = owner;
        }

        _steps.Push(step);
        return new Step(this);
    }

    /// <summary>The exception for a type that cannot be sent.</summary>
    public PayloadException Refuse(Type type, string reason)
    {
        string name = TypeNames.Full(type);
        string subject = _steps.Count == 0 ? name : $"{TypeNames.Short(_root!)}{string.Concat(_steps.Reverse())} ({name})";
        return new PayloadException($"{subject} cannot be sent: {reason}. Contracts are records of plain data.");
    }

    /// <summary>A step that has been entered.</summary>
    public readonly struct Step(ContractPath path) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => path._steps.Pop();
    }
}
