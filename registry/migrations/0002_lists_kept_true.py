import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('channel', models.CharField(choices=[('PHONE', '来电'), ('LETTER', '来信'), ('ONLINE', '网上'), ('REFERRED', '转办'), ('OTHER', '其他')], max_length=10, verbose_name='来源')),
                ('reference', models.CharField(blank=True, max_length=40, verbose_name='受理编号')),
                ('content', models.CharField(help_text='只写反映的问题。不得写投诉人的姓名、电话、住址、身份证号码。', max_length=500, verbose_name='反映内容')),
                ('outcome', models.CharField(choices=[('OPEN', '处理中'), ('TRUE', '属实'), ('PARTLY', '部分属实'), ('UNTRUE', '不属实')], default='OPEN', max_length=10, verbose_name='核查结果')),
                ('outcome_note', models.CharField(blank=True, max_length=300, verbose_name='核查说明')),
                ('registered_at', models.DateTimeField(verbose_name='登记时间')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                ('withdraw_reason', models.CharField(blank=True, max_length=300, verbose_name='撤销理由')),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='registry.marketentity', verbose_name='市场主体')),
                ('registered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人')),
            ],
            options={
                'verbose_name': '投诉举报',
                'verbose_name_plural': '投诉举报',
                'ordering': ['-received_on', '-id'],
                'indexes': [models.Index(fields=['entity', 'received_on'], name='registry_complaint_received')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('settled_by__isnull', True)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='registry_complaint_settled_at_with_settled_by', violation_error_message='办理时间和办理人须同时登记。'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='registry_complaint_withdrawn_at_with_withdrawn_by', violation_error_message='办理时间和办理人须同时登记。'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['TRUE', 'PARTLY', 'UNTRUE']), _negated=True), ('settled_at__isnull', False), _connector='OR'), name='registry_complaint_settled_at_when_outcome', violation_error_message='状态与办理时间不一致。'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), models.Q(('withdraw_reason', ''), _negated=True), _connector='OR'), name='registry_complaint_withdrawn_why', violation_error_message='撤销投诉举报须写明理由。')],
            },
        ),
        migrations.CreateModel(
            name='EntityProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('values', models.JSONField(verbose_name='内容')),
                ('reason', models.CharField(max_length=300, verbose_name='理由')),
                ('evidence', models.CharField(blank=True, max_length=300, verbose_name='依据')),
                ('status', models.CharField(choices=[('PENDING', '待处理'), ('ACCEPTED', '已采纳'), ('DECLINED', '未采纳'), ('WITHDRAWN', '已撤回')], default='PENDING', max_length=10, verbose_name='状态')),
                ('proposed_at', models.DateTimeField(verbose_name='申报时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='办理时间')),
                ('decision', models.CharField(blank=True, max_length=300, verbose_name='办理意见')),
                ('noted_at', models.DateTimeField(blank=True, null=True, verbose_name='申报人知悉时间')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办理人')),
                ('entity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='registry.marketentity', verbose_name='市场主体')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申报人')),
            ],
            options={
                'verbose_name': '申变更',
                'verbose_name_plural': '申变更',
                'ordering': ['-proposed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='registry_entityproposal_decided_at_with_decided_by', violation_error_message='办理时间和办理人须同时登记。'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['ACCEPTED', 'DECLINED']), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='registry_entityproposal_decided_at_when_status', violation_error_message='状态与办理时间不一致。'), models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), ('decided_by__isnull', True), models.Q(('proposed_by', models.F('decided_by')), _negated=True), _connector='OR'), name='registry_entityproposal_two_hands', violation_error_message='申变更不得由申报人本人办理。'), models.CheckConstraint(condition=models.Q(('status__in', ['PENDING', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'])), name='registry_proposal_status', violation_error_message='申变更的状态不在规定范围内。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'DECLINED'), _negated=True), models.Q(('decision', ''), _negated=True), _connector='OR'), name='registry_proposal_declined_with_reason', violation_error_message='不予采纳须写明理由。')],
            },
        ),
        migrations.CreateModel(
            name='ImportSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ENTITIES', '市场主体'), ('INSPECTORS', '检查人员'), ('ITEMS', '抽查事项')], max_length=10, verbose_name='名录')),
                ('name', models.CharField(max_length=60, verbose_name='来源')),
                ('words', models.JSONField(blank=True, default=dict, verbose_name='列对应')),
            ],
            options={
                'verbose_name': '名录来源',
                'verbose_name_plural': '名录来源',
                'ordering': ['kind', 'name'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'name'), name='registry_import_source_once', violation_error_message='这一来源已经登记。')],
            },
        ),
        migrations.CreateModel(
            name='ItemEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='活动名称')),
                ('place', models.CharField(max_length=200, verbose_name='地点或路线')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('permit', models.CharField(blank=True, max_length=100, verbose_name='许可文号')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('noted_at', models.DateTimeField(verbose_name='登记时间')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='取消时间')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='取消理由')),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取消人')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='registry.inspectionitem', verbose_name='抽查事项')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='registry.marketentity', verbose_name='承办者（名录中的市场主体）')),
            ],
            options={
                'verbose_name': '活动登记',
                'verbose_name_plural': '活动登记',
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='registry_item_event_dates', violation_error_message='结束日期不能早于开始日期。'), models.CheckConstraint(condition=models.Q(('cancelled_at__isnull', True), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='registry_item_event_reason', violation_error_message='取消活动登记须写明理由。'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', True), ('cancelled_by__isnull', True)), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False)), _connector='OR'), name='registry_itemevent_cancelled_at_with_cancelled_by', violation_error_message='办理时间和办理人须同时登记。')],
            },
        ),
        migrations.CreateModel(
            name='KeyArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, unique=True, verbose_name='名称')),
                ('address_word', models.CharField(blank=True, help_text='地址中含有这个词的列入，如“北关街”。不填则为整个乡镇。', max_length=50, verbose_name='地址用词')),
                ('reason', models.CharField(max_length=300, verbose_name='理由')),
                ('started_on', models.DateField(verbose_name='起')),
                ('ended_on', models.DateField(blank=True, help_text='届满后，标记由每日任务解除。', null=True, verbose_name='止')),
                ('end_reason', models.CharField(blank=True, max_length=300, verbose_name='结束理由')),
                ('marked_at', models.DateTimeField(verbose_name='划定时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束办理时间')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束办理人')),
                ('marked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='划定人')),
                ('town', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='key_areas', to='registry.town', verbose_name='乡镇')),
            ],
            options={
                'verbose_name': '重点区域',
                'verbose_name_plural': '重点区域',
                'ordering': ['-started_on', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('town__isnull', False), models.Q(('address_word', ''), _negated=True), _connector='OR'), name='registry_area_somewhere', violation_error_message='乡镇和地址用词至少填写一项。'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='registry_area_dates', violation_error_message='结束日期不能早于开始日期。'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='registry_keyarea_ended_at_with_ended_by', violation_error_message='办理时间和办理人须同时登记。')],
            },
        ),
        migrations.CreateModel(
            name='RiskMatrix',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(unique=True, verbose_name='版本')),
                ('status', models.CharField(choices=[('DRAFT', '草稿'), ('PENDING', '待审批'), ('APPROVED', '现行'), ('SUPERSEDED', '已由新版本替代'), ('DISCARDED', '已作废')], default='DRAFT', max_length=10, verbose_name='状态')),
                ('effective_from', models.DateField(blank=True, null=True, verbose_name='生效日期')),
                ('effective_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('source', models.CharField(max_length=300, verbose_name='出处和理由')),
                ('complaint_threshold', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='投诉举报达到几次算多')),
                ('complaint_months', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(36)], verbose_name='在几个月内')),
                ('counts_open', models.BooleanField(default=False, verbose_name='处理中的也计入')),
                ('drafted_at', models.DateTimeField(verbose_name='起草时间')),
                ('edited_at', models.DateTimeField(blank=True, null=True, verbose_name='最后修改时间')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='送批时间')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='批准时间')),
                ('return_reason', models.CharField(blank=True, max_length=300, verbose_name='退回理由')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批准人')),
                ('drafted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='最后修改人')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='送批人')),
            ],
            options={
                'verbose_name': '风险矩阵',
                'verbose_name_plural': '风险矩阵',
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['DRAFT', 'PENDING', 'APPROVED'])), fields=('status',), name='registry_matrix_one_each', violation_error_message='草稿、待审批和现行的风险矩阵各只能有一个。'), models.CheckConstraint(condition=models.Q(('effective_to__isnull', True), ('effective_to__gte', models.F('effective_from')), _connector='OR'), name='registry_matrix_dates', violation_error_message='失效日期不能早于生效日期。'), models.CheckConstraint(condition=models.Q(('complaint_months__gte', 1), ('complaint_threshold__gte', 1)), name='registry_matrix_complaints', violation_error_message='投诉举报的次数和月数都要大于零。'), models.CheckConstraint(condition=models.Q(models.Q(('edited_at__isnull', True), ('edited_by__isnull', True)), models.Q(('edited_at__isnull', False), ('edited_by__isnull', False)), _connector='OR'), name='registry_riskmatrix_edited_at_with_edited_by', violation_error_message='办理时间和办理人须同时登记。'), models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='registry_riskmatrix_submitted_at_with_submitted_by', violation_error_message='办理时间和办理人须同时登记。'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='registry_riskmatrix_approved_at_with_approved_by', violation_error_message='办理时间和办理人须同时登记。'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['PENDING', 'APPROVED', 'SUPERSEDED']), _negated=True), ('submitted_at__isnull', False), _connector='OR'), name='registry_riskmatrix_submitted_at_when_status', violation_error_message='状态与办理时间不一致。'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['APPROVED', 'SUPERSEDED']), _negated=True), ('approved_at__isnull', False), _connector='OR'), name='registry_riskmatrix_approved_at_when_status', violation_error_message='状态与办理时间不一致。'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['APPROVED', 'SUPERSEDED']), _negated=True), ('effective_from__isnull', False), _connector='OR'), name='registry_riskmatrix_effective_from_when_status', violation_error_message='状态与办理时间不一致。'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), ('drafted_by__isnull', True), models.Q(('approved_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='registry_riskmatrix_approver_not_drafter', violation_error_message='不得审批本人起草的风险矩阵。'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), ('submitted_by__isnull', True), models.Q(('approved_by', models.F('submitted_by')), _negated=True), _connector='OR'), name='registry_riskmatrix_approver_not_submitter', violation_error_message='不得审批本人送批的风险矩阵。'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), ('edited_by__isnull', True), models.Q(('approved_by', models.F('edited_by')), _negated=True), _connector='OR'), name='registry_riskmatrix_approver_not_editor', violation_error_message='不得审批本人修改过的风险矩阵。')],
            },
        ),
        migrations.CreateModel(
            name='RiskRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stratum', models.CharField(choices=[('A', '一般·A 类'), ('AK', '重点·A 类'), ('B', '一般·B 类'), ('BK', '重点·B 类'), ('C', '一般·C 类'), ('CK', '重点·C 类'), ('D', '一般·D 类'), ('DK', '重点·D 类')], max_length=2, verbose_name='分层')),
                ('factor', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='比例倍数（百分数）')),
                ('times', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='每年批次')),
                ('weight', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9)], verbose_name='两项以上标记的签数')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='risk_rows', to='registry.inspectionitem', verbose_name='事项')),
                ('matrix', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='registry.riskmatrix', verbose_name='风险矩阵')),
            ],
            options={
                'verbose_name': '风险矩阵的一格',
                'verbose_name_plural': '风险矩阵的一格',
                'ordering': ['matrix', models.OrderBy(models.F('item'), nulls_first=True), 'stratum'],
                'constraints': [models.UniqueConstraint(fields=('matrix', 'item', 'stratum'), name='registry_risk_row_once', violation_error_message='同一事项的一层只能有一格。'), models.UniqueConstraint(condition=models.Q(('item__isnull', True)), fields=('matrix', 'stratum'), name='registry_risk_row_default_once', violation_error_message='各事项通用的一层只能有一格。'), models.CheckConstraint(condition=models.Q(('factor__gte', 1), ('factor__lte', 10000)), name='registry_risk_row_factor', violation_error_message='比例倍数应在 0.01 到 100 之间。'), models.CheckConstraint(condition=models.Q(('times__gte', 1), ('times__lte', 12)), name='registry_risk_row_times', violation_error_message='每年批次应在 1 到 12 之间。'), models.CheckConstraint(condition=models.Q(('weight', 1), models.Q(('stratum__endswith', 'K'), ('weight__gte', 2), ('weight__lte', 9)), _connector='OR'), name='registry_risk_row_weight', violation_error_message='签数只能是 1 到 9，并且只有重点对象可以大于 1。')],
            },
        ),
        migrations.AlterModelOptions(
            name='absence',
            options={'ordering': ['inspector', 'from_day'], 'verbose_name': '请假与值班', 'verbose_name_plural': '请假与值班'},
        ),
        migrations.AlterModelOptions(
            name='training',
            options={'ordering': ['inspector', 'held_on'], 'verbose_name': '培训和考试', 'verbose_name_plural': '培训和考试'},
        ),
        migrations.RemoveConstraint(
            model_name='certificate',
            name='registry_certificate_once',
        ),
        migrations.RemoveConstraint(
            model_name='inspector',
            name='registry_inspector_police_no',
        ),
        migrations.RemoveConstraint(
            model_name='marketentity',
            name='registry_entity_credit_code',
        ),
        migrations.RemoveConstraint(
            model_name='marketentity',
            name='registry_entity_registration_no',
        ),
        migrations.RemoveConstraint(
            model_name='marketentity',
            name='registry_entity_local_no',
        ),
        migrations.RemoveConstraint(
            model_name='registryimport',
            name='registry_registryimport_confirmed_at_when_status',
        ),
        migrations.RemoveConstraint(
            model_name='registryimport',
            name='registry_registryimport_as_of_when_status',
        ),
        migrations.AddField(
            model_name='absence',
            name='cancelled_on',
            field=models.DateField(blank=True, null=True, verbose_name='取消日期'),
        ),
        migrations.AddField(
            model_name='absence',
            name='kind',
            field=models.CharField(choices=[('LEAVE', '请假'), ('DUTY', '值班'), ('TRIP', '出差'), ('SECONDED', '借调'), ('TRAINING', '培训')], default='LEAVE', max_length=10, verbose_name='种类'),
        ),
        migrations.AddField(
            model_name='checkpoint',
            name='penalty',
            field=models.CharField(blank=True, max_length=500, verbose_name='处罚依据'),
        ),
        migrations.AddField(
            model_name='entityflag',
            name='lifted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='解除办理时间'),
        ),
        migrations.AddField(
            model_name='entityflag',
            name='lifted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='解除人'),
        ),
        migrations.AddField(
            model_name='entityflag',
            name='raised_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='加注时间'),
        ),
        migrations.AddField(
            model_name='entityflag',
            name='raised_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='加注人'),
        ),
        migrations.AddField(
            model_name='importprogress',
            name='head',
            field=models.JSONField(blank=True, default=list, verbose_name='文件开头'),
        ),
        migrations.AddField(
            model_name='importprogress',
            name='phase',
            field=models.CharField(choices=[('READING', '已读'), ('COMPARING', '已核对'), ('SAVING', '已存入预览')], default='READING', max_length=10, verbose_name='阶段'),
        ),
        migrations.AddField(
            model_name='importprogress',
            name='run',
            field=models.PositiveIntegerField(default=0, verbose_name='第几次解析'),
        ),
        migrations.AddField(
            model_name='importprogress',
            name='ticked',
            field=models.JSONField(blank=True, default=list, verbose_name='已勾选'),
        ),
        migrations.AddField(
            model_name='inspector',
            name='withdrawn_on',
            field=models.DateField(blank=True, null=True, verbose_name='撤出名录日期'),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='edited_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='最后修改时间'),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='edited_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='最后修改人'),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='handlings',
            field=models.JSONField(blank=True, default=list, verbose_name='可采取的处理'),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='published_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='公布时间'),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='published_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公布人'),
        ),
        migrations.AddField(
            model_name='legalbasis',
            name='wording',
            field=models.TextField(blank=True, max_length=2000, verbose_name='条文原文'),
        ),
        migrations.AddField(
            model_name='marketentity',
            name='withdrawn_on',
            field=models.DateField(blank=True, null=True, verbose_name='撤出名录日期'),
        ),
        migrations.AddField(
            model_name='registryimport',
            name='undo_reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='撤销理由'),
        ),
        migrations.AddField(
            model_name='registryimport',
            name='undone_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='撤销时间'),
        ),
        migrations.AddField(
            model_name='registryimport',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人'),
        ),
        migrations.AddField(
            model_name='training',
            name='certificate_no',
            field=models.CharField(blank=True, max_length=40, verbose_name='培训证书编号'),
        ),
        migrations.AddField(
            model_name='training',
            name='hours',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='学时'),
        ),
        migrations.AddField(
            model_name='training',
            name='kind',
            field=models.CharField(choices=[('COURSE', '培训'), ('EXAM', '考试')], default='COURSE', max_length=10, verbose_name='种类'),
        ),
        migrations.AddField(
            model_name='training',
            name='score',
            field=models.CharField(blank=True, max_length=10, verbose_name='成绩'),
        ),
        migrations.AddField(
            model_name='unit',
            name='area',
            field=models.CharField(blank=True, max_length=20, verbose_name='片区'),
        ),
        migrations.AlterField(
            model_name='checkpoint',
            name='basis',
            field=models.CharField(blank=True, max_length=500, verbose_name='义务依据'),
        ),
        migrations.AlterField(
            model_name='entityflag',
            name='kind',
            field=models.CharField(choices=[('COMPLAINTS', '投诉举报多'), ('ABNORMAL', '列入经营异常名录'), ('SERIOUS', '严重违法失信'), ('SPECIAL_TRADE', '特殊行业'), ('KEY_AREA', '重点区域'), ('OVERDUE', '责令改正逾期')], max_length=15, verbose_name='类别'),
        ),
        migrations.AlterField(
            model_name='itemversion',
            name='status',
            field=models.CharField(choices=[('DRAFT', '草稿'), ('PENDING', '待审批'), ('APPROVED', '已批准'), ('SUPERSEDED', '已由新版本替代'), ('DISCARDED', '已作废')], default='DRAFT', max_length=10, verbose_name='状态'),
        ),
        migrations.AlterField(
            model_name='registryimport',
            name='status',
            field=models.CharField(choices=[('READING', '解析中'), ('MATCHING', '待确认列'), ('READY', '待确认'), ('REFUSED', '无法读取'), ('CONFIRMED', '已导入'), ('UNDONE', '已撤销'), ('ABANDONED', '已放弃')], default='READING', max_length=10, verbose_name='状态'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['LEAVE', 'DUTY', 'TRIP', 'SECONDED', 'TRAINING'])), name='registry_absence_kind', violation_error_message='种类只能是请假、值班、出差、借调或培训。'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_on__isnull', True), ('kind', 'DUTY')), fields=('inspector', 'from_day'), name='registry_absence_duty_once', violation_error_message='这一天已登记值班。'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('number', 'valid_to'), name='registry_certificate_once', violation_error_message='这一执法证已经登记。'),
        ),
        migrations.AddConstraint(
            model_name='inspector',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('police_no', ''), _negated=True), ('withdrawn_on__isnull', True)), fields=('police_no',), name='registry_inspector_police_no', violation_error_message='警号已登记在另一人名下。'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edited_at__isnull', True), ('edited_by__isnull', True)), models.Q(('edited_at__isnull', False), ('edited_by__isnull', False)), _connector='OR'), name='registry_itemversion_edited_at_with_edited_by', violation_error_message='办理时间和办理人须同时登记。'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='registry_itemversion_published_at_with_published_by', violation_error_message='办理时间和办理人须同时登记。'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('approved_at__isnull', False), _connector='OR'), name='registry_version_published_approved', violation_error_message='未经批准的事项版本不能公布。'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), ('edited_by__isnull', True), models.Q(('approved_by', models.F('edited_by')), _negated=True), _connector='OR'), name='registry_itemversion_approver_not_editor', violation_error_message='不得审批本人修改过的事项版本。'),
        ),
        migrations.AddConstraint(
            model_name='marketentity',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('credit_code', ''), _negated=True), ('merged_into__isnull', True), ('withdrawn_on__isnull', True)), fields=('credit_code',), name='registry_entity_credit_code', violation_error_message='已有相同统一社会信用代码的市场主体。'),
        ),
        migrations.AddConstraint(
            model_name='marketentity',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('registration_no', ''), _negated=True), ('merged_into__isnull', True), ('withdrawn_on__isnull', True)), fields=('registration_no',), name='registry_entity_registration_no', violation_error_message='已有相同注册号的市场主体。'),
        ),
        migrations.AddConstraint(
            model_name='marketentity',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('local_no', ''), _negated=True), ('merged_into__isnull', True), ('withdrawn_on__isnull', True)), fields=('local_no',), name='registry_entity_local_no', violation_error_message='已有相同本局编号的市场主体。'),
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['COURSE', 'EXAM'])), name='registry_training_kind', violation_error_message='种类只能是培训或考试。'),
        ),
        migrations.AddField(
            model_name='entityfact',
            name='proposal',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='registry.entityproposal', verbose_name='申变更'),
        ),
        migrations.AddField(
            model_name='registryimport',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='registry.importsource', verbose_name='来源'),
        ),
        migrations.AddConstraint(
            model_name='registryimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['CONFIRMED', 'UNDONE']), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='registry_registryimport_confirmed_at_when_status', violation_error_message='状态与办理时间不一致。'),
        ),
        migrations.AddConstraint(
            model_name='registryimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['UNDONE']), _negated=True), ('undone_at__isnull', False), _connector='OR'), name='registry_registryimport_undone_at_when_status', violation_error_message='状态与办理时间不一致。'),
        ),
        migrations.AddConstraint(
            model_name='registryimport',
            constraint=models.CheckConstraint(condition=models.Q(('undone_by__isnull', True), ('undone_at__isnull', False), _connector='OR'), name='registry_registryimport_undone_by_at_a_time', violation_error_message='登记了办理人的，须同时登记办理时间。'),
        ),
        migrations.AddConstraint(
            model_name='registryimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['READY', 'CONFIRMED', 'UNDONE']), _negated=True), ('as_of__isnull', False), _connector='OR'), name='registry_registryimport_as_of_when_status', violation_error_message='状态与办理时间不一致。'),
        ),
        migrations.AddField(
            model_name='entityflag',
            name='area',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='registry.keyarea', verbose_name='所在重点区域'),
        ),
        migrations.AddField(
            model_name='entityflag',
            name='matrix',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='registry.riskmatrix', verbose_name='所依风险矩阵'),
        ),
        migrations.AddConstraint(
            model_name='entityflag',
            constraint=models.CheckConstraint(condition=models.Q(('raised_by__isnull', True), ('raised_at__isnull', False), _connector='OR'), name='registry_entityflag_raised_by_at_a_time', violation_error_message='登记了办理人的，须同时登记办理时间。'),
        ),
        migrations.AddConstraint(
            model_name='entityflag',
            constraint=models.CheckConstraint(condition=models.Q(('lifted_by__isnull', True), ('lifted_at__isnull', False), _connector='OR'), name='registry_entityflag_lifted_by_at_a_time', violation_error_message='登记了办理人的，须同时登记办理时间。'),
        ),
    ]
