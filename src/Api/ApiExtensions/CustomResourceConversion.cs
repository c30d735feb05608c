namespace Kubesharp.Api.ApiExtensions;

/// <summary>A custom resource conversion.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceConversion")]
public sealed partial record CustomResourceConversion
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceConversion Empty { get; } = new();

    /// <summary>Strategy. One of: None, Webhook.</summary>
    [Field(1, "strategy", Always = true), Required] public string Strategy { get; init; } = "";
    /// <summary>Webhook.</summary>
    [Field(2, "webhook")] public WebhookConversion? Webhook { get; init; }
}
