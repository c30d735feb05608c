namespace Kubesharp.Api.ApiExtensions;

/// <summary>How objects of one version become objects of another.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceConversion")]
public sealed partial record CustomResourceConversion
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceConversion Empty { get; } = new();

    /// <summary>Only apiVersion is changed, or a webhook is asked. Defaults to None. One of: None, Webhook.</summary>
    [Field(1, "strategy", Always = true), Required] public string Strategy { get; init; } = "";
    /// <summary>The webhook. Needed with strategy Webhook.</summary>
    [Field(2, "webhook")] public WebhookConversion? Webhook { get; init; }
}
