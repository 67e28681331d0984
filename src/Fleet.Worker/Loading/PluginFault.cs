namespace Fleet.Worker.Loading;

/// <summary>Why a plugin cannot be loaded, created or started, in words for the person who can mend it.</summary>
/// <param name="Code"><c>FLEET1001</c> to <c>FLEET1010</c>; each has a page in <c>docs/errors</c>.</param>
/// <param name="What">What is wrong, without a full stop.</param>
/// <param name="Where">The file, class or line it is wrong in.</param>
/// <param name="Why">What was found; whole sentences.</param>
/// <param name="Fix">What to do; whole sentences.</param>
/// <param name="Permanent">Whether starting the same files again cannot help.</param>
/// <param name="Stack">The exception with its stack, where there was one; not part of the text.</param>
public sealed record PluginFault(string Code, string What, string Where, string Why, string Fix, bool Permanent, string? Stack = null)
{
    /// <summary>The whole message: code, what, where, why, fix.</summary>
    public string ToText() => Why.Length == 0 ? $"{Code} {What} ({Where}). {Fix}" : $"{Code} {What} ({Where}). {Why} {Fix}";

    /// <summary>The fault in the words of whoever asked. In one place for all: some paths are the loader's own words, in exceptions.</summary>
    internal PluginFault ToldFor(PluginRequest request) => this with
    {
        What = request.Tell(What),
        Where = request.Tell(Where),
        Why = request.Tell(Why),
        Fix = request.Tell(Fix),
        Stack = Stack is null ? null : request.Tell(Stack),
    };
}
