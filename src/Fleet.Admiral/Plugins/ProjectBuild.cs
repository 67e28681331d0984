namespace Fleet.Admiral.Plugins;

/// <summary>What came of a build: a DLL, or why there is none.</summary>
/// <param name="Dll">The full path of the built DLL.</param>
/// <param name="Failure">The errors, one a line.</param>
internal sealed record ProjectBuild(string? Dll, string? Failure);
