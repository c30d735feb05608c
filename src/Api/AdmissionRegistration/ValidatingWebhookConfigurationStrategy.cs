using Kubesharp.Api.Meta;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>ValidatingWebhookConfigurations.</summary>
internal sealed class ValidatingWebhookConfigurationStrategy : Strategy<ValidatingWebhookConfiguration>
{
    public override bool AllowUnconditionalUpdate => false;
    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(ValidatingWebhookConfiguration left, ValidatingWebhookConfiguration right) =>
        left.Webhooks.SequenceEqual(right.Webhooks);

    protected override ValidatingWebhookConfiguration Default(ValidatingWebhookConfiguration value)
    {
        IReadOnlyList<ValidatingWebhook> webhooks = Lists.Change(value.Webhooks, Default);
        return ReferenceEquals(webhooks, value.Webhooks) ? value : value with { Webhooks = webhooks };
    }

    protected override void Validate(ValidatingWebhookConfiguration value, FieldErrors errors)
    {
        var names = new HashSet<string>();
        for (int i = 0; i < value.Webhooks.Count; i++)
        {
            FieldPath path = FieldPath.Of("webhooks").Index(i);
            ValidatingWebhook hook = value.Webhooks[i];
            WebhookConfigurationRules.Validate(
                hook.Name, hook.Rules, hook.FailurePolicy, hook.MatchPolicy, hook.SideEffects, hook.TimeoutSeconds,
                hook.NamespaceSelector, hook.ObjectSelector, path, errors);
            WebhookConfigurationRules.Validate(hook.ClientConfig, path.Child("clientConfig"), errors);
            AdmissionRules.ValidateConditions(hook.MatchConditions, path.Child("matchConditions"), errors);
            WebhookConfigurationRules.ValidateReviewVersions(hook.AdmissionReviewVersions, path, errors);
            WebhookConfigurationRules.ValidateName(hook.Name, names, path, errors);
        }
    }

    private static ValidatingWebhook Default(ValidatingWebhook hook)
    {
        IReadOnlyList<RuleWithOperations> rules = WebhookConfigurationRules.Default(hook.Rules);
        WebhookClientConfig client = WebhookConfigurationRules.Default(hook.ClientConfig);
        bool same = ReferenceEquals(rules, hook.Rules) && ReferenceEquals(client, hook.ClientConfig)
            && hook is
            {
                FailurePolicy: not null, MatchPolicy: not null, NamespaceSelector: not null,
                ObjectSelector: not null, TimeoutSeconds: not null,
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
        };
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ValidatingWebhookConfiguration>(),
        Printing.Columns.Number<ValidatingWebhookConfiguration>(
            "Webhooks", "Webhooks indicates the number of webhooks registered in this configuration",
            static value => value.Webhooks.Count),
        Printing.Columns.Age<ValidatingWebhookConfiguration>(),
    ];
}
