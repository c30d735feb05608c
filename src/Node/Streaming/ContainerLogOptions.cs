namespace Kubesharp.Kubelet.Streaming;

/// <summary>How long containers' logs may get. Defaults are upstream's.</summary>
public sealed record ContainerLogOptions
{
    /// <summary>A file of this many bytes is put aside. Defaults to 10 MiB.</summary>
    public long BytesMax { get; init; } = 10L << 20;

    /// <summary>Files of a container, the one in use among them. Defaults to 5.</summary>
    public int FilesMax { get; init; } = 5;

    /// <summary>How often they are looked at. Defaults to 10 s.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(10);
}
