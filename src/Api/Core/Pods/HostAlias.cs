namespace Kubesharp.Api.Core;

/// <summary>A line of the Pod's /etc/hosts.</summary>
[Definition("io.k8s.api.core.v1.HostAlias")]
public sealed partial record HostAlias
{
    /// <summary>The value with nothing set.</summary>
    public static HostAlias Empty { get; } = new();

    /// <summary>The address.</summary>
    [Field(1, "ip", Always = true), Required] public string Ip { get; init; } = "";
    /// <summary>The names for it.</summary>
    [Field(2, "hostnames"), Atomic] public IReadOnlyList<string> Hostnames { get; init; } = [];
}
