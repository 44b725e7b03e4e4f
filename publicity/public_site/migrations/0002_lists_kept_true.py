import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import publicity.public_site.models.touched
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('public_site', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='InboxExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.PositiveIntegerField(unique=True, verbose_name='来信传输包编号')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='文件校验码')),
                ('letters', models.JSONField(default=list, verbose_name='来信编号')),
                ('made_at', models.DateTimeField(verbose_name='制作时间')),
            ],
            options={
                'verbose_name': '来信传输包（外网）',
                'verbose_name_plural': '来信传输包（外网）',
                'db_table': 'transfer_inbox_export',
                'ordering': ['-no'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='InboxLetter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='编号（内部）')),
                ('number', models.CharField(max_length=40, verbose_name='来信编号')),
                ('kind', models.CharField(choices=[('objection', '异议'), ('statement', '情况说明'), ('rating', '检查评价'), ('fault', '页面找错')], max_length=10, verbose_name='种类')),
                ('received_at', models.DateTimeField(verbose_name='收到时间')),
                ('letter', models.JSONField(verbose_name='内容')),
            ],
            options={
                'verbose_name': '来信',
                'verbose_name_plural': '来信',
                'db_table': 'inbox_letter',
                'ordering': ['received_at', 'number'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('number',), name='inbox_letter_number', violation_error_message='该来信编号已经用过。')],
            },
        ),
        migrations.CreateModel(
            name='InboxFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='编号（内部）')),
                ('position', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('content', models.BinaryField(verbose_name='文件')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='public_site.inboxletter', verbose_name='来信')),
            ],
            options={
                'verbose_name': '来信附件',
                'verbose_name_plural': '来信附件',
                'db_table': 'inbox_file',
                'ordering': ['letter', 'position'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('letter', 'position'), name='inbox_file_position', violation_error_message='该附件已经收下。')],
            },
        ),
        migrations.CreateModel(
            name='PublicBundle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draw_id', models.BigIntegerField(editable=False, unique=True, verbose_name='抽取（内部）')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='抽取编号')),
                ('text', models.TextField(verbose_name='证据包原文')),
                ('sha256', models.CharField(max_length=64, verbose_name='证据包校验码')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
            ],
            options={
                'verbose_name': '证据包',
                'verbose_name_plural': '证据包',
                'db_table': 'public_bundle',
                'ordering': ['draw_id'],
            },
        ),
        migrations.CreateModel(
            name='PublicCheckpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(max_length=200, verbose_name='日志名称')),
                ('size', models.BigIntegerField(verbose_name='记录数')),
                ('root', models.CharField(max_length=64, verbose_name='总校验码')),
                ('note', models.TextField(verbose_name='检查点原文')),
                ('epoch', models.TextField(blank=True, verbose_name='新起日志的说明原文')),
                ('kept_at', models.DateTimeField(verbose_name='公布时间')),
            ],
            options={
                'verbose_name': '公布的检查点',
                'verbose_name_plural': '公布的检查点',
                'db_table': 'public_checkpoint',
                'ordering': ['-pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('origin', 'size'), name='public_checkpoint_once', violation_error_message='该检查点已经公布。')],
            },
        ),
        migrations.CreateModel(
            name='PublicImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.PositiveIntegerField(unique=True, verbose_name='传输包编号')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='文件校验码')),
                ('origin', models.CharField(max_length=200, verbose_name='日志名称')),
                ('size', models.BigIntegerField(verbose_name='留痕记录数')),
                ('root', models.CharField(max_length=64, verbose_name='总校验码')),
                ('counts', models.JSONField(default=dict, verbose_name='各类条数')),
                ('made_at', models.DateTimeField(verbose_name='制作时间')),
                ('imported_at', models.DateTimeField(verbose_name='导入时间')),
            ],
            options={
                'verbose_name': '更新批次',
                'verbose_name_plural': '更新批次',
                'db_table': 'public_import',
                'ordering': ['-no'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PublicInspector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspector_id', models.BigIntegerField(editable=False, unique=True, verbose_name='检查人员（内部）')),
                ('unit', models.CharField(blank=True, max_length=50, verbose_name='单位')),
                ('name', models.CharField(blank=True, max_length=50, verbose_name='姓名')),
                ('cards', models.JSONField(blank=True, default=list, verbose_name='执法证')),
            ],
            options={
                'verbose_name': '公开的检查人员',
                'verbose_name_plural': '公开的检查人员',
                'db_table': 'public_inspector',
                'ordering': ['unit', 'name', 'inspector_id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('cards', []), _negated=True), models.Q(('name', ''), ('unit', '')), _connector='OR'), name='public_inspector_gone_is_empty', violation_error_message='没有有效执法证的人员不得公开单位和姓名。')],
            },
        ),
        migrations.CreateModel(
            name='PublicLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='来信编号')),
                ('code_sha256', models.CharField(max_length=64, verbose_name='查询码校验值')),
                ('kind', models.CharField(max_length=20, verbose_name='种类')),
                ('state', models.CharField(max_length=40, verbose_name='办理状态')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('reply_by', models.DateField(blank=True, null=True, verbose_name='答复期限')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('updated_on', models.DateField(verbose_name='更新日期')),
            ],
            options={
                'verbose_name': '来信办理进度',
                'verbose_name_plural': '来信办理进度',
                'db_table': 'public_letter',
                'ordering': ['-received_on', 'number'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PublicNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice_id', models.BigIntegerField(editable=False, unique=True, verbose_name='公告（内部）')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='编号')),
                ('kind', models.CharField(max_length=10, verbose_name='类别')),
                ('title', models.CharField(blank=True, max_length=100, verbose_name='标题')),
                ('published_on', models.DateField(verbose_name='公布日期')),
                ('updated_at', models.DateTimeField(verbose_name='更新时间')),
                ('withdrawn', models.BooleanField(default=False, verbose_name='已撤下')),
                ('record', models.JSONField(default=dict, verbose_name='公开内容')),
            ],
            options={
                'verbose_name': '公开的公告与解读',
                'verbose_name_plural': '公开的公告与解读',
                'db_table': 'public_notice',
                'ordering': ['-updated_at', '-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('withdrawn', False), ('title', ''), _connector='OR'), name='public_notice_withdrawn_is_empty', violation_error_message='撤下的公告不得保留标题和正文。')],
            },
        ),
        migrations.CreateModel(
            name='PublicPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan_id', models.BigIntegerField(editable=False, unique=True, verbose_name='计划（内部）')),
                ('number', models.CharField(max_length=14, unique=True, verbose_name='计划编号')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='年度')),
                ('title', models.CharField(max_length=100, verbose_name='计划名称')),
                ('version', models.PositiveSmallIntegerField(verbose_name='版本')),
                ('approved_on', models.DateField(verbose_name='批准日期')),
                ('record', models.JSONField(default=dict, verbose_name='公开内容')),
            ],
            options={
                'verbose_name': '公开的年度抽查计划',
                'verbose_name_plural': '公开的年度抽查计划',
                'db_table': 'public_plan',
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='PublicProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publication_id', models.BigIntegerField(editable=False, unique=True, verbose_name='公示编号（内部）')),
                ('record_hash', models.CharField(max_length=64, verbose_name='内容校验码')),
                ('payload', models.TextField(verbose_name='留痕记录原文')),
                ('index', models.BigIntegerField(verbose_name='序号')),
                ('path', models.JSONField(default=list, verbose_name='证明')),
                ('checkpoint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='public_site.publiccheckpoint', verbose_name='所在检查点')),
            ],
            options={
                'verbose_name': '公示的留痕证明',
                'verbose_name_plural': '公示的留痕证明',
                'db_table': 'public_proof',
                'ordering': ['-index'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PublicTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task_id', models.BigIntegerField(editable=False, unique=True, verbose_name='任务（内部）')),
                ('number', models.CharField(max_length=18, unique=True, verbose_name='任务编号')),
                ('title', models.CharField(max_length=100, verbose_name='任务名称')),
                ('plan_number', models.CharField(db_index=True, max_length=14, verbose_name='计划编号')),
                ('status', models.CharField(choices=[('READY', '抽取已作废，待重新封存'), ('FROZEN', '名录已封存，待抽取'), ('DRAWN', '已抽取，待检查'), ('INSPECTING', '检查中'), ('DONE', '已办结'), ('CANCELLED', '已取消')], max_length=10, verbose_name='状态')),
                ('announced_on', models.DateField(verbose_name='公布日期')),
                ('updated_on', models.DateField(verbose_name='更新日期')),
                ('record', models.JSONField(default=dict, verbose_name='公开内容')),
            ],
            options={
                'verbose_name': '公开的抽查任务',
                'verbose_name_plural': '公开的抽查任务',
                'db_table': 'public_task',
                'ordering': ['-announced_on', '-number'],
            },
        ),
        migrations.CreateModel(
            name='PublicVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publication_id', models.BigIntegerField(editable=False, verbose_name='公示编号（内部）')),
                ('number', models.CharField(max_length=40, verbose_name='公示编号')),
                ('version', models.PositiveSmallIntegerField(verbose_name='版本')),
                ('shown_until', models.DateField(verbose_name='公示至')),
                ('record', models.JSONField(default=dict, verbose_name='公示内容')),
                ('record_hash', models.CharField(max_length=64, verbose_name='内容校验码')),
            ],
            options={
                'verbose_name': '原公示内容',
                'verbose_name_plural': '原公示内容',
                'db_table': 'public_version',
                'ordering': ['number', 'version'],
                'constraints': [models.UniqueConstraint(fields=('publication_id', 'version'), name='public_version_once', violation_error_message='这个版本已经公开。'), models.CheckConstraint(condition=models.Q(('version__gte', 1), models.Q(('record_hash', ''), _negated=True)), name='public_version_numbered', violation_error_message='版本从 1 起编号，并保存内容校验码。')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='publicitem',
            name='public_item_one_current',
        ),
        migrations.RemoveConstraint(
            model_name='publicresult',
            name='public_result_withdrawn_is_empty',
        ),
        migrations.RemoveConstraint(
            model_name='publicresult',
            name='public_result_shown_is_complete',
        ),
        migrations.RemoveConstraint(
            model_name='publicresult',
            name='public_result_withdrawn_says_why',
        ),
        migrations.RemoveField(
            model_name='publicitem',
            name='current',
        ),
        migrations.AddField(
            model_name='publicdraw',
            name='corrections',
            field=models.JSONField(blank=True, default=list, verbose_name='号码更正'),
        ),
        migrations.AddField(
            model_name='publicdraw',
            name='lottery_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='开奖时间'),
        ),
        migrations.AddField(
            model_name='publicdraw',
            name='number_known',
            field=models.BooleanField(default=False, verbose_name='作废时号码已知'),
        ),
        migrations.AddField(
            model_name='publicdraw',
            name='opened_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='公开时间'),
        ),
        migrations.AddField(
            model_name='publicdraw',
            name='opens_on',
            field=models.DateField(blank=True, null=True, verbose_name='应公开日期'),
        ),
        migrations.AddField(
            model_name='publicdraw',
            name='restricted',
            field=models.BooleanField(default=False, verbose_name='只向监督机关公开'),
        ),
        migrations.AddField(
            model_name='publicdraw',
            name='supplement_to',
            field=models.CharField(blank=True, max_length=20, verbose_name='补充的抽取编号'),
        ),
        migrations.AddField(
            model_name='publicdraw',
            name='void_hash',
            field=models.CharField(blank=True, max_length=64, verbose_name='作废记录校验码'),
        ),
        migrations.AddField(
            model_name='publicdraw',
            name='void_record',
            field=models.TextField(blank=True, verbose_name='作废记录原文'),
        ),
        migrations.AddField(
            model_name='publicitem',
            name='handlings',
            field=models.JSONField(blank=True, default=list, verbose_name='可采取的处理'),
        ),
        migrations.AddField(
            model_name='publicitem',
            name='released_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='公布时间'),
        ),
        migrations.AddField(
            model_name='publicitem',
            name='responsible',
            field=models.CharField(blank=True, max_length=100, verbose_name='责任单位'),
        ),
        migrations.AddField(
            model_name='publicitem',
            name='suspended_on',
            field=models.DateField(blank=True, null=True, verbose_name='停用日期'),
        ),
        migrations.AddField(
            model_name='publicitem',
            name='trades',
            field=models.JSONField(blank=True, default=list, verbose_name='监管行业'),
        ),
        migrations.AddField(
            model_name='publicresult',
            name='changed_at',
            field=publicity.public_site.models.touched.TouchedField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='写入时间'),
        ),
        migrations.AlterField(
            model_name='publicresult',
            name='status',
            field=models.CharField(choices=[('SHOWN', '公示中'), ('CORRECTED', '已更正'), ('WITHDRAWN', '已撤下'), ('ENDED', '公示期满')], default='SHOWN', max_length=10, verbose_name='状态'),
        ),
        migrations.AddIndex(
            model_name='publicresult',
            index=models.Index(fields=['-ended_on', '-publication_id'], name='public_result_latest'),
        ),
        migrations.AddIndex(
            model_name='publicresult',
            index=models.Index(django.db.models.functions.comparison.Collate(django.db.models.functions.text.Reverse('entity_code'), 'C'), name='public_result_code_tail'),
        ),
        migrations.AddIndex(
            model_name='publicresult',
            index=models.Index(fields=['changed_at'], name='public_result_changed'),
        ),
        migrations.AddIndex(
            model_name='publicresult',
            index=models.Index(fields=['result_code', 'item_code', 'town', 'ended_on', 'published_on'], name='public_result_cells'),
        ),
        migrations.AddIndex(
            model_name='publicresult',
            index=models.Index(fields=['published_on', 'changed_at'], name='public_result_written'),
        ),
        migrations.AddIndex(
            model_name='publicresult',
            index=models.Index(fields=['town', '-published_on', '-publication_id'], name='public_result_by_town'),
        ),
        migrations.AddIndex(
            model_name='publicresult',
            index=models.Index(fields=['item_code', '-published_on', '-publication_id'], name='public_result_by_item'),
        ),
        migrations.AddIndex(
            model_name='publicresult',
            index=models.Index(fields=['result_code', '-published_on', '-publication_id'], name='public_result_by_result'),
        ),
        migrations.AddConstraint(
            model_name='publicdraw',
            constraint=models.CheckConstraint(condition=models.Q(('restricted', True), ('status', 'OPENED'), _negated=True), name='public_draw_restricted_stays_shut', violation_error_message='本事项的名单不向社会公开，只向监督机关公开。'),
        ),
        migrations.AddConstraint(
            model_name='publicresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['WITHDRAWN', 'ENDED']), _negated=True), models.Q(('entity_code', ''), ('entity_name', ''), ('record', {}), ('search_text', '')), _connector='OR'), name='public_result_withdrawn_is_empty', violation_error_message='撤下的公示不得保留企业信息。'),
        ),
        migrations.AddConstraint(
            model_name='publicresult',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['WITHDRAWN', 'ENDED']), models.Q(models.Q(('entity_name', ''), _negated=True), ('ended_on__isnull', False)), _connector='OR'), name='public_result_shown_is_complete', violation_error_message='公示内容缺少检查对象或检查完成日期。'),
        ),
        migrations.AddConstraint(
            model_name='publicresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['WITHDRAWN', 'ENDED']), _negated=True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='public_result_withdrawn_says_why', violation_error_message='撤下公示须说明原因。'),
        ),
    ]
