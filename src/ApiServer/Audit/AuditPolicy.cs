using Kubesharp.Api.Authentication;
using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Audit;

/// <summary>Which requests are written down, and how much of them: audit.k8s.io/v1 Policy.</summary>
public sealed record AuditPolicy
{
    public required IReadOnlyList<AuditRule> Rules { get; init; }
    public IReadOnlySet<AuditStage> OmitStages { get; init; } = new HashSet<AuditStage>();
    public bool OmitManagedFields { get; init; }

    /// <summary>Reads a policy file's text.</summary>
    /// <exception cref="ConfigurationException">Says every reason why it cannot be followed.</exception>
    public static AuditPolicy Parse(string text) =>
        ConfigurationDocument.Read(text, "Policy", ["audit.k8s.io/v1"], static document => new AuditPolicy
        {
            OmitStages = Stages(document),
            OmitManagedFields = document.Flag("omitManagedFields") ?? false,
            Rules = Required(document, document.Objects("rules", Rule)),
        });

    /// <summary>What the first rule that matches says; nothing is written when none does.</summary>
    public AuditDecision Decide(UserInfo user, RequestInfo info)
    {
        foreach (AuditRule rule in Rules)
        {
            if (rule.Matches(user, info))
            {
                return new(
                    rule.Level, new HashSet<AuditStage>([.. OmitStages, .. rule.OmitStages]),
                    rule.OmitManagedFields ?? OmitManagedFields);
            }
        }
        return AuditDecision.Nothing;
    }

    private static IReadOnlyList<AuditRule> Required(ConfigurationDocument document, IReadOnlyList<AuditRule> rules)
    {
        // Upstream refuses it too: an empty policy is a mistake, not a wish for silence.
        if (rules.Count == 0)
            document.Fail("rules", "must have at least one rule");
        return rules;
    }

    private static AuditRule Rule(ConfigurationDocument document)
    {
        AuditRule rule = new()
        {
            Level = LevelOf(document),
            Users = document.Texts("users"),
            UserGroups = document.Texts("userGroups"),
            Verbs = document.Texts("verbs"),
            Namespaces = document.Texts("namespaces"),
            NonResourceUrls = document.Texts("nonResourceURLs"),
            Resources = document.Objects("resources", static resource => new AuditResources(
                resource.Text("group"), resource.Texts("resources"), resource.Texts("resourceNames"))),
            OmitStages = Stages(document),
            OmitManagedFields = document.Flag("omitManagedFields"),
        };
        if (rule.NonResourceUrls.Count > 0 && rule.Resources.Count + rule.Namespaces.Count > 0)
            document.Fail("nonResourceURLs", "cannot stand beside resources or namespaces");
        foreach (string url in rule.NonResourceUrls)
        {
            int star = url.IndexOf('*', StringComparison.Ordinal);
            if (url != "*" && (!url.StartsWith('/') || (star >= 0 && star != url.Length - 1)))
                document.Fail("nonResourceURLs", $"\"{url}\" must be * or begin with / and have * at its end only");
        }
        foreach (AuditResources resources in rule.Resources)
        {
            if (resources.Names.Count > 0 && resources.Resources.Count == 0)
                document.Fail("resources", "resourceNames need resources to belong to");
        }
        return rule;
    }

    private static AuditLevel LevelOf(ConfigurationDocument document)
    {
        string text = document.Text("level", required: true);
        if (Enum.TryParse(text, out AuditLevel level) && Enum.IsDefined(level))
            return level;
        if (text.Length > 0)
            document.Fail("level", $"\"{text}\" must be one of {string.Join(", ", Enum.GetNames<AuditLevel>())}");
        return AuditLevel.None;
    }

    private static HashSet<AuditStage> Stages(ConfigurationDocument document)
    {
        HashSet<AuditStage> stages = [];
        foreach (string text in document.Texts("omitStages"))
        {
            if (Enum.TryParse(text, out AuditStage stage) && Enum.IsDefined(stage))
                stages.Add(stage);
            else
            {
                document.Fail(
                    "omitStages", $"\"{text}\" must be one of {string.Join(", ", Enum.GetNames<AuditStage>())}");
            }
        }
        return stages;
    }
}

/// <summary>What is written of one request.</summary>
public sealed record AuditDecision(AuditLevel Level, IReadOnlySet<AuditStage> OmitStages, bool OmitManagedFields)
{
    public static AuditDecision Nothing { get; } = new(AuditLevel.None, new HashSet<AuditStage>(), false);
}
