using Kubesharp.Api.Meta;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>MutatingWebhookConfigurations.</summary>
internal sealed class MutatingWebhookConfigurationStrategy : Strategy<MutatingWebhookConfiguration>
{
    public override bool AllowUnconditionalUpdate => false;
    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(MutatingWebhookConfiguration left, MutatingWebhookConfiguration right) =>
        left.Webhooks.SequenceEqual(right.Webhooks);

    protected override MutatingWebhookConfiguration Default(MutatingWebhookConfiguration value)
    {
        IReadOnlyList<MutatingWebhook> webhooks = Lists.Change(value.Webhooks, Default);
        return ReferenceEquals(webhooks, value.Webhooks) ? value : value with { Webhooks = webhooks };
    }

    protected override void Validate(MutatingWebhookConfiguration value, FieldErrors errors)
    {
        var names = new HashSet<string>();
        for (int i = 0; i < value.Webhooks.Count; i++)
        {
            FieldPath path = FieldPath.Of("webhooks").Index(i);
            MutatingWebhook hook = value.Webhooks[i];
            WebhookConfigurationRules.Validate(
                hook.Name, hook.Rules, hook.FailurePolicy, hook.MatchPolicy, hook.SideEffects, hook.TimeoutSeconds,
                hook.NamespaceSelector, hook.ObjectSelector, path, errors);
            if (hook.ReinvocationPolicy is not (null or "IfNeeded" or "Never"))
            {
                errors.NotSupported(
                    path.Child("reinvocationPolicy"), hook.ReinvocationPolicy, "IfNeeded", "Never");
            }
            WebhookConfigurationRules.Validate(hook.ClientConfig, path.Child("clientConfig"), errors);
            AdmissionRules.ValidateConditions(hook.MatchConditions, path.Child("matchConditions"), errors);
            WebhookConfigurationRules.ValidateReviewVersions(hook.AdmissionReviewVersions, path, errors);
            WebhookConfigurationRules.ValidateName(hook.Name, names, path, errors);
        }
    }

    private static MutatingWebhook Default(MutatingWebhook hook)
    {
        IReadOnlyList<RuleWithOperations> rules = WebhookConfigurationRules.Default(hook.Rules);
        WebhookClientConfig client = WebhookConfigurationRules.Default(hook.ClientConfig);
        bool same = ReferenceEquals(rules, hook.Rules) && ReferenceEquals(client, hook.ClientConfig)
            && hook is
            {
                FailurePolicy: not null, MatchPolicy: not null, NamespaceSelector: not null,
                ObjectSelector: not null, TimeoutSeconds: not null, ReinvocationPolicy: not null,
            };
        return same ? hook : hook with
        {
            Rules = rules,
            ClientConfig = client,
            FailurePolicy = hook.FailurePolicy ?? "Fail",
            MatchPolicy = hook.MatchPolicy ?? "Equivalent",
            NamespaceSelector = hook.NamespaceSelector ?? LabelSelector.Empty,
            ObjectSelector = hook.ObjectSelector ?? LabelSelector.Empty,
            TimeoutSeconds = hook.TimeoutSeconds ?? WebhookConfigurationRules.TimeoutSecondsDefault,
            ReinvocationPolicy = hook.ReinvocationPolicy ?? "Never",
        };
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<MutatingWebhookConfiguration>(),
        Printing.Columns.Number<MutatingWebhookConfiguration>(
            "Webhooks", "Webhooks indicates the number of webhooks registered in this configuration",
            static value => value.Webhooks.Count),
        Printing.Columns.Age<MutatingWebhookConfiguration>(),
    ];
}
