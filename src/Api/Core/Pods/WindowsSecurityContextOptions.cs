namespace Kubesharp.Api.Core;

/// <summary>A windows security context options.</summary>
[Definition("io.k8s.api.core.v1.WindowsSecurityContextOptions")]
public sealed partial record WindowsSecurityContextOptions
{
    /// <summary>The value with nothing set.</summary>
    public static WindowsSecurityContextOptions Empty { get; } = new();

    /// <summary>Gmsa credential spec name.</summary>
    [Field(1, "gmsaCredentialSpecName")] public string? GmsaCredentialSpecName { get; init; }
    /// <summary>Gmsa credential spec.</summary>
    [Field(2, "gmsaCredentialSpec")] public string? GmsaCredentialSpec { get; init; }
    /// <summary>Run as user name.</summary>
    [Field(3, "runAsUserName")] public string? RunAsUserName { get; init; }
    /// <summary>Host process.</summary>
    [Field(4, "hostProcess")] public bool? HostProcess { get; init; }
}
