namespace Kubesharp.Api.Core;

/// <summary>A clone of a Git repository. No longer served: clone in an init container.</summary>
[Definition("io.k8s.api.core.v1.GitRepoVolumeSource")]
public sealed partial record GitRepoVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static GitRepoVolumeSource Empty { get; } = new();

    /// <summary>The repository's address.</summary>
    [Field(1, "repository", Always = true), Required] public string Repository { get; init; } = "";
    /// <summary>The commit.</summary>
    [Field(2, "revision")] public string Revision { get; init; } = "";
    /// <summary>The folder of the clone, without ..</summary>
    [Field(3, "directory")] public string Directory { get; init; } = "";
}
