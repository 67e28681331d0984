namespace Fleet.Admiral.Options.Keys;

/// <summary>The value of <c>identify.concurrency</c>.</summary>
/// <param name="IsLimited">False for <c>off</c>.</param>
/// <param name="Groups">The number; null for <c>auto</c>.</param>
internal readonly record struct IdentifyConcurrency(bool IsLimited, int? Groups);
