namespace Kubesharp.Api.ApiRegistration;

/// <summary>A Service that a server is behind.</summary>
[Definition("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference")]
public sealed partial record ServiceReference
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceReference Empty { get; } = new();

    /// <summary>The Service's namespace.</summary>
    [Field(1, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>The Service's name.</summary>
    [Field(2, "name")] public string Name { get; init; } = "";
    /// <summary>The Service's port. Defaults to 443.</summary>
    [Field(3, "port")] public int? Port { get; init; }
}
