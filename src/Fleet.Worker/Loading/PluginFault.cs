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
}
