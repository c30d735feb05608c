using Kubesharp.Api.Batch;
using Xunit;

namespace Kubesharp.Tests.Api.Batch;

/// <summary>E044: what Jobs must satisfy, and what of them may change. One row, one rule.</summary>
public sealed class JobRulesTests
{
    private const string Template = "template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}";
    private const string Indexed = "completionMode: Indexed, completions: 3, parallelism: 3";
    private const string Rule = "spec.podFailurePolicy.rules[0]";
    private const string Success = "spec.successPolicy.rules[0]";

    private static string Yaml(string spec) => "metadata: {name: w, namespace: shop}\nspec: {"
        + $"{(spec.Contains("template: {", StringComparison.Ordinal) ? spec : $"{spec}, {Template}")}}}";

    [Theory]
    [InlineData("completions: 2", "")]
    [InlineData("parallelism: -1", "spec.parallelism: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("completions: -1", "spec.completions: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("activeDeadlineSeconds: -1",
        "spec.activeDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("backoffLimit: -1", "spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("ttlSecondsAfterFinished: -1",
        "spec.ttlSecondsAfterFinished: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("completionMode: Each",
        "spec.completionMode: Unsupported value: \"Each\": supported values: \"NonIndexed\", \"Indexed\"")]
    [InlineData("completionMode: Indexed, parallelism: 1",
        "spec.completions: Required value: when completion mode is Indexed")]
    [InlineData("backoffLimitPerIndex: 1",
        "spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode")]
    [InlineData(Indexed + ", maxFailedIndexes: 1",
        "spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified")]
    [InlineData(Indexed + ", backoffLimitPerIndex: 1, maxFailedIndexes: 4",
        "spec.maxFailedIndexes: Invalid value: 4: must be less than or equal to completions")]
    [InlineData("managedBy: someone",
        "spec.managedBy: Invalid value: \"someone\": must be a domain-prefixed path (such as \"acme.io/foo\")")]
    [InlineData("managedBy: acme.io/queue", "")]
    [InlineData("template: {spec: {containers: [{name: c, image: i}]}}",
        "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"")]
    [InlineData("podReplacementPolicy: Soon",
        "spec.podReplacementPolicy: Unsupported value: \"Soon\": supported values: "
        + "\"Failed\", \"TerminatingOrFailed\"")]
    [InlineData("podReplacementPolicy: TerminatingOrFailed, podFailurePolicy: {rules: [{action: Ignore, "
        + "onPodConditions: "
        + "[{type: DisruptionTarget}]}]}",
        "spec.podReplacementPolicy: Unsupported value: \"TerminatingOrFailed\": supported values: \"Failed\"")]
    [InlineData("template: {metadata: {labels: {batch.kubernetes.io/job-name: other}}, spec: {restartPolicy: Never, "
        + "containers: [{name: c, image: i}]}}",
        "spec.template.metadata.labels[batch.kubernetes.io/job-name]: Invalid value: "
        + "{\"batch.kubernetes.io/controller-uid\":\"u-1\",\"batch.kubernetes.io/job-name\":\"other\","
        + "\"controller-uid\":\"u-1\",\"job-name\":\"w\"}: must be 'w'")]
    [InlineData("selector: {matchLabels: {a: b}}",
        "[spec.template.metadata.labels: Invalid value: {\"batch.kubernetes.io/controller-uid\":\"u-1\","
        + "\"batch.kubernetes.io/job-name\":\"w\",\"controller-uid\":\"u-1\",\"job-name\":\"w\"}: `selector` does not "
        + "match template `labels`, spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"b\","
        + "\"batch.kubernetes.io/controller-uid\":\"u-1\"}}: `selector` not auto-generated]")]
    [InlineData("manualSelector: true", "spec.selector: Required value")]
    public void AJobCanBeDone(string spec, string expected) => Assert.Equal(expected, Rows.Create<Job>(Yaml(spec)));

    [Theory]
    [InlineData("{action: FailJob, onExitCodes: {operator: In, values: [1, 2]}}", "")]
    [InlineData("{onExitCodes: {operator: In, values: [1]}}",
        Rule + ".action: Required value: valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]")]
    [InlineData("{action: Stop, onExitCodes: {operator: In, values: [1]}}",
        Rule + ".action: Unsupported value: \"Stop\": supported values: \"Count\", \"FailIndex\", \"FailJob\", "
            + "\"Ignore\"")]
    [InlineData("{action: FailIndex, onExitCodes: {operator: In, values: [1]}}",
        Rule + ".action: Invalid value: \"FailIndex\": requires the backoffLimitPerIndex to be set")]
    [InlineData("{action: Count}",
        Rule + ": Invalid value: specifying one of OnExitCodes and OnPodConditions is required")]
    [InlineData("{action: Count, onExitCodes: {operator: In, values: []}}",
        Rule + ".onExitCodes.values: Invalid value: []: at least one value is required")]
    [InlineData("{action: Count, onExitCodes: {operator: In, values: [0]}}",
        Rule + ".onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator")]
    [InlineData("{action: Count, onExitCodes: {operator: In, values: [2, 1]}}",
        Rule + ".onExitCodes.values: Invalid value: [2,1]: must be ordered")]
    [InlineData("{action: Count, onExitCodes: {operator: In, values: [1, 1]}}",
        Rule + ".onExitCodes.values[1]: Duplicate value: 1")]
    [InlineData("{action: Count, onExitCodes: {containerName: x, operator: In, values: [1]}}",
        Rule + ".onExitCodes.containerName: Invalid value: \"x\": must be one of the container or initContainer names "
            + "in "
        + "the pod template")]
    [InlineData("{action: Count, onPodConditions: [{type: T, status: Maybe}]}",
        Rule + ".onPodConditions[0].status: Unsupported value: \"Maybe\": supported values: \"False\", \"True\", "
            + "\"Unknown\"")]
    public void AFailurePolicyIsClear(string rule, string expected) =>
        Assert.Equal(expected, Rows.Create<Job>(Yaml($"podFailurePolicy: {{rules: [{rule}]}}")));

    [Theory]
    [InlineData("{succeededIndexes: '0,2', succeededCount: 1}", "")]
    [InlineData("{}", Success + ": Required value: at least one of succeededCount or succeededIndexes must be "
        + "specified")]
    [InlineData("{succeededCount: 4}", Success
        + ".succeededCount: Invalid value: 4: must be less than or equal to 3 (the number of specified completions)")]
    [InlineData("{succeededIndexes: '0-1', succeededCount: 3}", Success
        + ".succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified "
        + "succeededIndexes field)")]
    public void ASuccessPolicyIsClear(string rule, string expected) =>
        Assert.Equal(expected, Rows.Create<Job>(Yaml($"{Indexed}, successPolicy: {{rules: [{rule}]}}")));

    [Fact]
    public void ASuccessPolicyIsForIndexes() => Assert.Equal(
        "spec.successPolicy: Invalid value: {\"rules\":[{\"succeededCount\":1}]}: requires indexed completion mode",
        Rows.Create<Job>(Yaml("successPolicy: {rules: [{succeededCount: 1}]}")));

    [Theory]
    [InlineData("parallelism: 1", "parallelism: 5, suspend: true, activeDeadlineSeconds: 9, backoffLimit: 2", "")]
    [InlineData("completions: 1", "completions: 2", "spec.completions: Invalid value: 2: field is immutable")]
    [InlineData(Indexed, "completionMode: Indexed, completions: 2, parallelism: 2", "")]
    [InlineData(Indexed, "completionMode: Indexed, completions: 2, parallelism: 1",
        "spec.completions: Invalid value: 2: can only be modified in tandem with spec.parallelism")]
    [InlineData("managedBy: acme.io/a", "managedBy: acme.io/b",
        "spec.managedBy: Invalid value: \"acme.io/b\": field is immutable")]
    [InlineData("completions: 1", "completions: 1, podReplacementPolicy: Failed, podFailurePolicy: {rules: [{action: "
        + "Ignore, onPodConditions: [{type: T}]}]}",
        "spec.podFailurePolicy: Invalid value: {\"rules\":[{\"action\":\"Ignore\",\"onPodConditions\":[{\"type\":\"T\","
        + "\"status\":\"True\"}]}]}: field is immutable")]
    public void AJobMayChangeLittle(string before, string after, string expected)
    {
        Job old = Rows.Created<Job>(Yaml(before));
        Job changed = Rows.Read<Job>(Yaml(after));
        changed = changed with
        {
            Metadata = old.Metadata,
            Spec = changed.Spec with { Selector = old.Spec.Selector, Template = old.Spec.Template },
        };
        Assert.Equal(expected, Rows.Update(changed, old));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void OnlyASuspendedJobMovesElsewhere(bool suspended, bool refused)
    {
        Job old = Rows.Created<Job>(Yaml($"suspend: {(suspended ? "true" : "false")}"));
        Job changed = old with
        {
            Spec = old.Spec with
            {
                Template = old.Spec.Template with
                {
                    Spec = old.Spec.Template.Spec with
                    {
                        NodeSelector = new Dictionary<string, string> { ["zone"] = "a" },
                    },
                },
            },
        };
        string errors = Rows.Update(changed, old);
        Assert.Equal(refused, errors.StartsWith("spec.template: Invalid value: {", StringComparison.Ordinal));
        Assert.Equal(refused, errors.EndsWith("}: field is immutable", StringComparison.Ordinal));
    }

    [Fact]
    public void AJobKnowsItsPodsByUid()
    {
        Job job = Rows.Created<Job>(Yaml("completions: 1"));
        Assert.Equal(["batch.kubernetes.io/controller-uid=u-1"],
            job.Spec.Selector!.MatchLabels.Select(static pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(
            [
                "batch.kubernetes.io/controller-uid=u-1", "batch.kubernetes.io/job-name=w", "controller-uid=u-1",
                "job-name=w",
            ],
            job.Spec.Template.Metadata.Labels.Select(static pair => $"{pair.Key}={pair.Value}").Order());
    }

    [Theory]
    [InlineData("{active: 1, startTime: '2024-01-01T00:00:00Z'}", "")]
    [InlineData("{active: -1}", "status.active: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("{failed: 1}", "status.failed: Invalid value: 1: cannot decrease the failed counter")]
    [InlineData("{failed: 2, startTime: '2024-01-01T00:00:00Z', completionTime: '2024-01-02T00:00:00Z'}",
        "status.completionTime: Invalid value: \"2024-01-02T00:00:00Z\": cannot set completionTime when there is no "
        + "Complete=True condition")]
    public void AJobsStatusAddsUp(string status, string expected)
    {
        Job old = Rows.Created<Job>(Yaml("completions: 2"));
        if (status.Contains("failed", StringComparison.Ordinal))
            old = old with { Status = old.Status with { Failed = 2 } };
        Job changed = Rows.Read<Job>($"{Yaml("completions: 2")}\nstatus: {status}");
        Assert.Equal(expected, Rows.Status(old with { Status = changed.Status }, old));
    }

    [Theory]
    [InlineData("schedule: '*/5 * * * *'", "")]
    [InlineData("schedule: '@hourly'", "")]
    [InlineData("schedule: '1 1 1 1 mon-fri', timeZone: Europe/Berlin", "")]
    [InlineData("concurrencyPolicy: Allow", "spec.schedule: Required value")]
    [InlineData("schedule: 'x'", "spec.schedule: Invalid value: \"x\": expected exactly 5 fields, found 1: [x]")]
    [InlineData("schedule: '60 * * * *'",
        "spec.schedule: Invalid value: \"60 * * * *\": end of range (60) above maximum (59): 60")]
    [InlineData("schedule: 'TZ=UTC * * * * *'", "spec.schedule: Invalid value: \"TZ=UTC * * * * *\": cannot use TZ or "
        + "CRON_TZ in schedule, use timeZone field instead")]
    [InlineData("schedule: '@daily', timeZone: Nowhere/Land",
        "spec.timeZone: Invalid value: \"Nowhere/Land\": unknown time zone Nowhere/Land")]
    [InlineData("schedule: '@daily', timeZone: Local", "spec.timeZone: Invalid value: \"Local\": timeZone must be an "
        + "explicit time zone as defined in https://www.iana.org/time-zones")]
    [InlineData("schedule: '@daily', concurrencyPolicy: Queue",
        "spec.concurrencyPolicy: Unsupported value: \"Queue\": supported values: \"Allow\", \"Forbid\", \"Replace\"")]
    [InlineData("schedule: '@daily', startingDeadlineSeconds: -1",
        "spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("schedule: '@daily', failedJobsHistoryLimit: -1",
        "spec.failedJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0")]
    public void ACronJobHasATime(string spec, string expected) => Assert.Equal(expected, Rows.Create<CronJob>(
        $"metadata: {{name: w, namespace: shop}}\nspec: {{{spec}, jobTemplate: {{spec: {{{Template}}}}}}}"));

    [Fact]
    public void ACronJobLeavesTheSelectorToTheServer() => Assert.Equal(
        "[spec.jobTemplate.spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"b\"}}: `selector` will be "
        + "auto-generated, spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "
        + "\"nil\", \"false\"]",
        Rows.Create<CronJob>("metadata: {name: w, namespace: shop}\nspec: {schedule: '@daily', jobTemplate: {spec: "
            + $"{{selector: {{matchLabels: {{a: b}}}}, manualSelector: true, {Template}}}}}}}"));

    [Fact]
    public void ACronJobsNameLeavesRoom() => Assert.Equal(
        $"metadata.name: Invalid value: \"{new string('x', 53)}\": must be no more than 52 characters",
        Rows.Create<CronJob>($"metadata: {{name: {new string('x', 53)}, namespace: shop}}\n"
            + $"spec: {{schedule: '@daily', jobTemplate: {{spec: {{{Template}}}}}}}"));
}
