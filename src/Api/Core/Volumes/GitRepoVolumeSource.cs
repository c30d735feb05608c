namespace Kubesharp.Api.Core;

/// <summary>Where a git repo volume comes from.</summary>
[Definition("io.k8s.api.core.v1.GitRepoVolumeSource")]
public sealed partial record GitRepoVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static GitRepoVolumeSource Empty { get; } = new();

    /// <summary>Repository.</summary>
    [Field(1, "repository", Always = true), Required] public string Repository { get; init; } = "";
    /// <summary>Revision.</summary>
    [Field(2, "revision")] public string Revision { get; init; } = "";
    /// <summary>Directory.</summary>
    [Field(3, "directory")] public string Directory { get; init; } = "";
}
