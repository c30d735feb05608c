namespace Kubesharp.Api.ApiExtensions;

/// <summary>A Service that a webhook is behind.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ServiceReference")]
public sealed partial record ServiceReference
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceReference Empty { get; } = new();

    /// <summary>The Service's namespace.</summary>
    [Field(1, "namespace", Always = true), Required] public string Namespace { get; init; } = "";
    /// <summary>The Service's name.</summary>
    [Field(2, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The path that is called.</summary>
    [Field(3, "path")] public string? Path { get; init; }
    /// <summary>The Service's port. Defaults to 443.</summary>
    [Field(4, "port")] public int? Port { get; init; }
}
