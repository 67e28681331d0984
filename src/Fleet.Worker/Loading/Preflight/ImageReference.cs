namespace Fleet.Worker.Loading.Preflight;

/// <summary>An assembly that an image was compiled against.</summary>
internal sealed record ImageReference(string Name, Version Version);
