namespace Kubesharp.Api.Core;

/// <summary>Settings for containers on Windows.</summary>
[Definition("io.k8s.api.core.v1.WindowsSecurityContextOptions")]
public sealed partial record WindowsSecurityContextOptions
{
    /// <summary>The value with nothing set.</summary>
    public static WindowsSecurityContextOptions Empty { get; } = new();

    /// <summary>The name of the group managed service account's credential spec.</summary>
    [Field(1, "gmsaCredentialSpecName")] public string? GmsaCredentialSpecName { get; init; }
    /// <summary>The credential spec itself; filled in from its name.</summary>
    [Field(2, "gmsaCredentialSpec")] public string? GmsaCredentialSpec { get; init; }
    /// <summary>The user: DOMAIN\USER. Defaults to the image's.</summary>
    [Field(3, "runAsUserName")] public string? RunAsUserName { get; init; }
    /// <summary>
    /// Runs as a process of the node. All containers of a Pod must agree, and hostNetwork must be true.
    /// </summary>
    [Field(4, "hostProcess")] public bool? HostProcess { get; init; }
}
